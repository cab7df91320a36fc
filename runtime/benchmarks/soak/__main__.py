"""Usage: runtime/benchmarks/soak.sh [--minutes N] [--rate CALLS_PER_SECOND] [--product FOLDER]

Copies the built product, so that later builds do not disturb it, starts it with a home of its own, and calls servers of every
kind through it: over HTTP and stdio, of both eras, alone and in a project, with sessions that come, go and are forgotten. Now and
then a server is killed, a definition comes and goes, a result is large. Exit code 1 when something grew or an error was not
to be expected.
"""
import argparse
import pathlib
import sys
import time

from load import Load
from measures import Samples
from product import Product

ROOT = pathlib.Path(__file__).resolve().parents[3]
SETTLE_SECONDS = 90


def options():
    parser = argparse.ArgumentParser(prog="soak.sh", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--rate", type=float, default=20, help="calls per second, all clients together")
    parser.add_argument("--product", type=pathlib.Path, default=ROOT, help="a built checkout")
    return parser.parse_args()


def main():
    chosen = options()
    with Product(chosen.product) as product:
        samples = Samples(product)
        samples.take("before", 0, {})
        load = Load(product, chosen.rate)
        load.start()
        begin = time.monotonic()
        for minute in range(1, chosen.minutes + 1):
            time.sleep(max(0, begin + 60 * minute - time.monotonic()))
            samples.take(str(minute), load.sessions(), load.tally.so_far())
        load.stop()
        print(f"load ended; what clients left behind goes within {SETTLE_SECONDS} s")
        time.sleep(SETTLE_SECONDS)
        samples.take("after", 0, load.tally.so_far())
        grown = samples.verdict()
        load.tally.print_unexpected()
        return 1 if grown or load.tally.unexpected else 0


if __name__ == "__main__":
    sys.exit(main())
