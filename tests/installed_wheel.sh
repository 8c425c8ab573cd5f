#!/usr/bin/env bash
# Builds the wheel, installs it into an empty environment and uses it from another folder: it must find its pages.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT

uv build --quiet --wheel --out-dir "$place/dist" "$root"
uv venv --quiet "$place/venv"
uv pip install --quiet --python "$place/venv/bin/python" "$place"/dist/*.whl
cd "$place"
asistente="$place/venv/bin/asistente"

"$asistente" --version
"$asistente" topics --language en | grep -q "What is training" || { echo "topics: pages not found"; exit 1; }
"$asistente" ask "what does it mean to train a network?" --json | grep -q '"topic": "what-is-training"' \
    || { echo "ask: wrong page"; exit 1; }
"$asistente" train addition --json | tail -n 1 | grep -q '"reason": "learnt"' || { echo "train: not learnt"; exit 1; }
echo "the wheel finds its pages, answers and trains"
