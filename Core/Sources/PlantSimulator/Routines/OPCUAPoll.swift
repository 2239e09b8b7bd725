import Vocabulary

/// The historian reading the test bench's values; it never writes.
struct OPCUAPoll: Sendable {
  let client: HostID
  let server: HostID
  let names: [String]
  let interval: Duration
  var session: OPCUASession?

  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp {
    var time = now
    var current: OPCUASession
    if let session {
      current = session
    } else {
      current = OPCUASession(client, to: server, in: &network, at: &time)
      current.activate(client: "\(client.host.name):Collector", in: &network, at: &time)
      current.identify(in: &network, at: &time)
    }
    current.read(names, in: &network, at: &time)
    network.settle(&current.connection, at: &time)
    session = current
    return max(time + .milliseconds(1), now + interval + network.random.duration(.zero, .milliseconds(40)))
  }
}
