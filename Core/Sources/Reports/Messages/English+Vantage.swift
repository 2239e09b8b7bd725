import Vocabulary

/// What is wrong with the place of a capture, and what to change there.
extension English {
  @Sendable
  static func vantage(_ fault: VantageFault) -> VantageWords {
    switch fault {
    case .oneWay(let flows, let all):
      VantageWords(
        explanation: """
          In \(flows) of \(all) connections only one end was heard, though the other one answered. What was \
          asked is seen, or what was answered, never both: outcomes and many devices are missing.
          """,
        remedy: """
          Set the mirror to both directions: 'both' in the switch's configuration of the mirrored ports, not \
          'rx' or 'tx'. A tap with two outputs needs both of them joined.
          """)
    case .duplicated(let percent):
      VantageWords(
        explanation: """
          \(percent) % of the packets came twice within a moment. Counts of packets and octets are too high, \
          and connections may be told twice, once with a VLAN tag and once without.
          """,
        remedy: """
          Mirror each packet once: ports or a VLAN, not both; one direction of all ports, or both of the \
          uplink alone; and one side of a router.
          """)
    case .broadcastOnly(let packets, let unicast):
      VantageWords(
        explanation: """
          Of \(packets) frames \(unicast == 0 ? "none was" : "only \(unicast) were") meant for a single \
          station: this port gets what a switch sends to all ports. The conversations of the plant are \
          not in it.
          """,
        remedy: """
          Connect to a mirror port (SPAN), or make this port one, with the ports of controllers and the \
          uplink as its sources.
          """)
    case .cutPackets(let packets, let all, let longestOctets):
      VantageWords(
        explanation: """
          \(packets) of \(all) packets were cut when they were captured, to \(longestOctets) octets at most. \
          Messages that are longer could not be read.
          """,
        remedy: """
          Capture whole packets: 'tcpdump -s 0', or no limit of packet size in Wireshark; at a switch, leave \
          out the truncation of the mirror session.
          """)
    case .tunnelled(let percent):
      VantageWords(
        explanation: """
          \(percent) % of the packets came inside a tunnel (ERSPAN, GRE or VXLAN), one level of which was \
          taken off. Mirrors through a tunnel lose packets under load, and deliver them late and out of order.
          """,
        remedy: """
          Mirror to a port of the same switch, with Bulkhead's interface on it. If the tunnel has to be, \
          give it room for frames that are 50 octets longer, and see that nothing on its way cuts or drops \
          them.
          """)
    case .oneSidedSubnet(let subnets):
      VantageWords(
        explanation: """
          What is sent to \(networks(subnets)) was captured, its answers never. What devices there \
          said, and whether they did as told, is not known.
          """,
        remedy: """
          Answers take another way than questions: add the port or uplink to the mirror through which \
          \(subnets.count == 1 ? "this network reaches" : "these networks reach") the others.
          """)
    case .splitVLANs(let flows):
      VantageWords(
        explanation: """
          Both directions of \(flows) connections carry different VLAN tags, so that each was taken for a \
          connection of its own.
          """,
        remedy: """
          Let the mirror keep the tag in both directions or in none ('encapsulation replicate' or its like), \
          and check that no private VLAN or asymmetric routing is meant.
          """)
    case .clockJumps(let back, let forward, let after):
      VantageWords(
        explanation: """
          Times of packets went back \(times(back)) and leapt forward \(times(forward)) in the middle of \
          conversations, the first time after \(after.rfc3339). Durations and the order of events are not \
          to be relied on.
          """,
        remedy: """
          Let the clock of the capturing machine follow a time server that slews, and set none by hand while \
          it captures. Files that were joined out of order are to be merged by time.
          """)
    }
  }

  private static func times(_ count: UInt64) -> String {
    count == 0 ? "never" : count == 1 ? "once" : "\(count) times"
  }

  /// `10.1.2.0/24, 10.1.3.0/24 and 4 more networks`.
  private static func networks(_ subnets: [Subnet]) -> String {
    let shown = subnets.prefix(4).map { subnet in
      var text: [UInt8] = []
      subnet.address.append(to: &text)
      return String(decoding: text, as: UTF8.self) + "/\(subnet.prefixBits)"
    }
    let rest = subnets.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more networks" : "")
  }
}
