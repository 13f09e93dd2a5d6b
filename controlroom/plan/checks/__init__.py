"""The readiness checks, one module a plate; `plan.readiness` runs them all.

A check is a small pure function of a `Sight` that yields a `Hit` for each place where
something is wrong. Its text is the phrase `plan.check.<code>`, its advice
`plan.advice.<code>`; the hit's arguments are the numbers in them.
"""
