import Vocabulary

/// The panel of cell B reading the test bench's symbols by their handles.
struct AMSPoll: Sendable {
  let client: HostID
  let server: HostID
  let interval: Duration
  let writesOnceIn: Int
  var session: AMSSession?
  var handle: UInt32 = 0

  /// The index group of values by handle.
  static let valuesByHandle: UInt32 = 0xF005

  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp {
    var time = now
    var current: AMSSession
    if let session {
      current = session
    } else {
      current = AMSSession(client, to: server, in: &network, at: &time)
      current.identify(in: &network, at: &time)
      handle = current.handle(of: "MAIN.fTorque", in: &network, at: &time)
    }
    current.read(group: Self.valuesByHandle, offset: handle, count: 8, in: &network, at: &time)
    if network.isInShift(now), network.random.happens(onceIn: writesOnceIn) {
      current.write(group: 0x4020, offset: 16, network.random.octets(4), in: &network, at: &time)
    }
    network.settle(&current.connection, at: &time)
    session = current
    return max(time + .milliseconds(1), now + interval + network.random.duration(.zero, .milliseconds(20)))
  }
}
