import Vocabulary

/// A station that reads a Siemens controller's data blocks in a cycle, and now and then writes a setpoint.
struct S7Poll: Sendable {
  let client: HostID
  let server: HostID
  let slot: UInt8
  let items: [S7Message.Item]
  let interval: Duration
  let setpoint: S7Message.Item
  /// The setpoint is written once in so many cycles of a shift; zero for never.
  let writesOnceIn: Int
  var session: S7Session?

  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp {
    var time = now
    var current = session ?? S7Session(client, to: server, slot: slot, in: &network, at: &time)
    current.read(items, in: &network, at: &time)
    if writesOnceIn > 0, network.isInShift(now), network.random.happens(onceIn: writesOnceIn) {
      time += network.random.duration(.milliseconds(5), .milliseconds(60))
      current.write(setpoint, network.random.octets(setpoint.count), in: &network, at: &time)
    }
    network.settle(&current.connection, at: &time)
    session = current
    return max(time + .milliseconds(1), now + interval + network.random.duration(.zero, .milliseconds(25)))
  }
}

extension Network {
  /// Whether somebody works the machines. A plant of hours does in two shifts, from 06:00 to 22:00.
  func isInShift(_ now: Timestamp) -> Bool {
    guard let days else {
      return (6 * 3_600..<22 * 3_600).contains(Int(now.nanoseconds / 1_000_000_000 % 86_400))
    }
    return days.hours.isWorked(now)
  }
}
