import Vocabulary

/// The panel of cell B reading a Rockwell controller's tags over a class 3 connection, and writing one at
/// times.
struct CIPPoll: Sendable {
  let client: HostID
  let server: HostID
  let tags: [String]
  let interval: Duration
  let setpoint: String
  let writesOnceIn: Int
  var session: CIPSession?

  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp {
    var time = now
    var current: CIPSession
    if let session {
      current = session
    } else {
      current = CIPSession(client, to: server, in: &network, at: &time)
      current.identify(.assembly, in: &network, at: &time)
      current.openConnection(in: &network, at: &time)
    }
    let answers = tags.map { _ in CIPMessage.tagRead(UInt32(network.random.number(in: 0...5_000))) }
    current.askConnected(
      CIPMessage.multiple(tags.map { CIPMessage.readTag($0) }), CIPMessage.multipleReply(answers),
      in: &network,
      at: &time)
    if network.isInShift(now), network.random.happens(onceIn: writesOnceIn) {
      current.askConnected(
        CIPMessage.writeTag(setpoint, UInt32(network.random.number(in: 10...60))),
        CIPMessage.reply(CIPMessage.Service.writeTag), in: &network, at: &time)
    }
    network.settle(&current.connection, at: &time)
    session = current
    return max(time + .milliseconds(1), now + interval + network.random.duration(.zero, .milliseconds(20)))
  }
}
