"""Runs: what is learnt (demos), one training of it (run), the process that does it (worker), its news.

From Python, without the app:

    >>> from asistente.training.api import train
    >>> adding = train("addition", seed=3)
    >>> adding.reason
    'learnt'
    >>> round(adding.ask(7, 5).prediction)  # it never saw 7 + 5
    12

A table of one's own is a demo too. Numbers are scaled and categories told apart by what the training part of
the table holds; missing values are filled in, and `notes` say what was done:

    >>> import csv, random, tempfile
    >>> from pathlib import Path
    >>> chance = random.Random(1)
    >>> file = Path(tempfile.mkdtemp()) / "flats.csv"
    >>> with file.open("w", newline="") as out:
    ...     table = csv.writer(out)
    ...     _ = table.writerow(["area", "garden", "price"])
    ...     for _ in range(100):
    ...         area, garden = chance.randint(40, 140), chance.choice(["yes", "no"])
    ...         _ = table.writerow([area, garden, 2 * area + (30 if garden == "yes" else 0)])
    >>> flats = train(file, target="price", hidden=8, steps=3000)
    >>> [note.code for note in flats.config.task.notes]
    ['rows', 'numbers']
    >>> 200 < flats.ask(area=100, garden="yes").prediction < 260
    True

`train` also takes a `demo:` link, and tells `on_progress` how it goes. For more than that, a `Run` (run.py)
does any number of steps and gives snapshots; a `Trainer` (trainer.py) does it in a process of its own.
"""
