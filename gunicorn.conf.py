"""How gunicorn runs us, in the demo as on a server; it reads this file by itself."""

import gc

threads = 4
# The most that gunicorn takes: up to here the site itself says what is wrong with an address.
limit_request_line = 8190
control_socket_disable = True  # it would lie in the home folder, which a service has no use for


def post_worker_init(worker):
    """Begin what each worker keeps in memory before it is first asked."""
    from recommendations.index.process_index import index

    gc.set_threshold(50_000, 20, 50)
    index.listeners.append(spare_the_collector)
    index.warm_up()
    spare_the_collector()


def spare_the_collector(changed=None):
    """Spare the collector what lives as long as the worker: its full runs stop every request."""
    if changed is None:  # after a start, not after each change
        gc.collect()
        gc.freeze()
