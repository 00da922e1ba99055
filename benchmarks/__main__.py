"""Run every benchmark and print its rows."""

from benchmarks import core, first_view, metrics, real_input, start


def main() -> None:
    """Print a line a measure; ratios over 1 mean that ours is faster."""
    for subject in (core, metrics, real_input, start, first_view):
        for row in subject.rows():
            print(row, flush=True)


if __name__ == "__main__":
    main()
