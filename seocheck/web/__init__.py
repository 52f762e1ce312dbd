"""The editors' page: `seocheck serve` on the reader's own machine, in the reader's browser.

    guard ─▶ app (routes) ─▶ intake (what is asked) ─▶ desk (fetch, audit, mend; few at once) ─▶ archive (one file)
                          └▶ pages (templates) ◀── beside (the source), mending (the blocks), policy, trend

Pages work without scripts: plain forms, POST, redirect, GET. What a page says is only ever text in ours.
Needs the extra `web`; its libraries load with app.py.
"""
