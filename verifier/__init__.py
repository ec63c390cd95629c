"""Verifier, the source-verification desk for fact-checkers: the map of the house.

Doors (they know rooms, never each other)
    web         people with browsers
    cli         whoever holds the machine
    worker      jobs that take time

Rooms, highest floor first (a room knows only the floors below it)
    publishing  what the public is told: standing, ClaimReview
    matching    full text, and claims that say the same
    verdicts    drafted, proposed, signed, returned: four eyes
    provenance  statements and derivations: chains, corroboration, independence
    tickets     the work on a claim: state, holder, priority; the queue's reads
    articles    texts taken in, claims at their spans, disclaimers
    archive     captured originals, addressed by their content
    sources     who can speak: people, bodies, outlets, unnamed groups
    accounts    people who sign in, their roles and sessions
    learning    what people decided about proposals, by the rule that made them
    audit       what was done, by whom: append-only
    reading     text in, proposals out

Ground
    outside     everything beyond this machine: fetch, documents, evidence store, mail, clock
    kernel      database, refusals

The front door is app.py; verifier.factory is the only module that knows every door.
This module imports nothing.
"""
