"""Everything beyond this machine: pages, documents, the evidence store, mail, the clock.

Only doors come here. Nothing in this folder knows a room.

    clock       what time it is
    fetching    a page from the public web, and from nowhere else
    documents   bytes into an article: text, title, byline, what the page hides
    evidence    originals, addressed by their SHA-256
    mail        one message to one person
"""
