"""The mean of the weights of two exported models.

    python average.py EARLIER LATER -o OUT [--share 0.5]

Both are folders that `train.py --out` writes, of one shape and label list, the later trained on from the earlier. The mean of
two ends of one descent parses a little better than either (Izmailov et al., "Averaging weights leads to wider optima and better
generalization", UAI 2018). Everything but the weights is the later model's.
"""

import argparse
import shutil
from pathlib import Path

from safetensors.numpy import load_file, save_file

WEIGHTS = "model.safetensors"
CONFIG = "config.json"


def mean(earlier, later, share):
    """Tensor by tensor; `share` is that of the later one."""
    if earlier.keys() != later.keys():
        raise SystemExit(f"the models differ in {sorted(earlier.keys() ^ later.keys())}")
    return {name: ((1 - share) * earlier[name] + share * later[name]).astype("f4") for name in earlier}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("earlier", type=Path)
    parser.add_argument("later", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.5, help="of the later model, 0 to 1")
    args = parser.parse_args()
    if (args.earlier / CONFIG).read_bytes() != (args.later / CONFIG).read_bytes():
        raise SystemExit(f"{CONFIG} differs: the models are not of one kind")
    shutil.copytree(args.later, args.out, dirs_exist_ok=True)
    weights = mean(load_file(args.earlier / WEIGHTS), load_file(args.later / WEIGHTS), args.share)
    save_file(weights, args.out / WEIGHTS)


if __name__ == "__main__":
    main()
