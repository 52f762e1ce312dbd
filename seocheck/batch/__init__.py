"""Many pages: each is read and judged in a worker process that can be killed, so a poison page costs itself only.

Crew ──▶ zygote ──▶ worker, worker …        crew.py: who works, who waits, who is replaced
                                            zygote.py: a small process that forks workers and ends them
                                            worker.py: what a worker does, under which limits
                                            wire.py: messages; record.py: a page report as bytes

Pages at hand are reported as they come (local.py). Addresses, lists and sitemaps make a run that is kept:

    inputs ──▶ intake, listing ──▶ store ──▶ schedule ──▶ reading (fetcher, crew) ──▶ store ──▶ reports
                                                          run.py brings it all to its end; links.py checks links
"""
