// Counts what passes through the proxy. Everything but the sockets is reported.
const unitsOf = consumed =>
    Array.isArray(consumed) ? consumed.reduce((sum, one) => sum + unitsOf(one), 0) : (consumed?.CapacityUnits ?? 0);

const add = (counters, name) => { counters[name] = (counters[name] ?? 0) + 1; };

export class Traffic {
    requests = 0;
    operations = {};
    units = 0;
    bytesSent = 0;
    bytesReceived = 0;
    errors = {};
    faults = {};
    connections = 0;
    inFlight = 0;
    mostInFlight = 0;
    #sockets = new WeakSet();

    started(operation, bytes, socket) {
        this.requests++;
        this.bytesSent += bytes;
        add(this.operations, operation);
        if (!this.#sockets.has(socket)) this.connections++;
        this.#sockets.add(socket);
        this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    }

    consumed(reply) { this.units += unitsOf(reply.ConsumedCapacity); }
    faulted(kind) { add(this.faults, kind); }
    failed(type) { add(this.errors, type); }

    ended(bytes) {
        this.bytesReceived += bytes;
        this.inFlight--;
    }
}
