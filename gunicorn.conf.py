"""How gunicorn runs us, in the demo as on a server; it reads this file by itself."""

import gc

threads = 4
control_socket_disable = True  # it would lie in the home folder, which a service has no use for


def post_worker_init(worker):
    """Spare the collector what lives as long as the worker: its full runs stop every request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
