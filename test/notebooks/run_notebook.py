"""Runs one notebook from the top in a fresh Deno kernel and prints what each code cell showed, as JSON.

Usage: run_notebook.py NOTEBOOK FOLDER EXECUTED CELL_SECONDS

Deno's kernel sends about 7 % of results up to 1.4 ms after the cell's `idle` status; nbclient stops listening at `idle` and
drops them. So after `idle` the channel is drained until it has been quiet for 0.2 s and what the cell's metadata `shows`
announces has come, or 5 s have passed.
"""

import json
import queue
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError, CellTimeoutError, DeadKernelError

RICHEST_FIRST = ["image/svg+xml", "image/png", "text/html", "text/markdown", "application/json", "text/plain"]


def kind(output):
    if output["output_type"] in ("stream", "error"):
        return output.get("name", "error")
    return next((mime for mime in RICHEST_FIRST if mime in output["data"]), "other")


def shown(cell):
    return list(dict.fromkeys(kind(output) for output in cell.outputs))


class PatientClient(NotebookClient):
    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        idle_at = None
        while True:
            try:
                message = await self.kc.iopub_channel.get_msg(timeout=None if idle_at is None else 0.2)
            except queue.Empty:
                if set(cell.metadata.get("shows", [])) <= set(shown(cell)) or time.monotonic() - idle_at > 5:
                    return
                continue
            if message["parent_header"].get("msg_id") != parent_msg_id:
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                idle_at = time.monotonic()


def main(source, folder, executed, cell_seconds):
    notebook = nbformat.read(source, 4)
    client = PatientClient(
        notebook,
        timeout=int(cell_seconds),
        startup_timeout=120,
        iopub_timeout=30,
        kernel_name="deno",
        resources={"metadata": {"path": folder}},
    )
    error = None
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as raised:
        error = str(raised)
    nbformat.write(notebook, executed)
    cells = [
        {"index": index, "source": cell.source, "shows": cell.metadata.get("shows", []), "shown": shown(cell)}
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code"
    ]
    print(json.dumps({"error": error, "cells": cells}))


main(*sys.argv[1:])
