"""`python -m seocheck` is the `seocheck` command."""

from seocheck.cli import run

if __name__ == "__main__":
    run()
