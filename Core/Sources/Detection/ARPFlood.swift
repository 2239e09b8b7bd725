import Vocabulary

/// ARP flood: one hardware address asks or announces by ARP without pause.
///
/// Sees: ARP messages and neighbour advertisements of one hardware address.
///
/// Why it matters: nobody needs that many. Somebody looks for every address of the segment, moves another
/// device's traffic to his own switch port by speaking in its name, or the segment has a loop.
///
/// Threshold: 500 messages within 10 seconds, medium. A router that starts asks for each of its hosts once,
/// 254 in the common segment.
///
/// Stays silent: the scanner that the owner lists; a host that asks for its dead partner every second.
struct ARPFlood: Sendable {
  static let threshold = 500
  static let window: Int64 = 10 * .nanosecondsPerSecond

  private struct Speaker {
    let mac: EndpointID
    /// The address of its first message.
    let address: EndpointID
    /// The window that is being counted.
    var start: Timestamp
    var place: PacketPlace
    var count: Int
    var flood: Flood?

    mutating func add(_ binding: AddressBinding) {
      if binding.time.nanoseconds(since: start) > ARPFlood.window {
        start = binding.time
        place = binding.place
        count = 0
      }
      count += 1
      guard count >= ARPFlood.threshold else { return }
      var flood = self.flood ?? Flood(first: start, place: place, last: binding.time, count: 0)
      // The messages that led up to the threshold belong to the flood.
      flood.count += count == ARPFlood.threshold ? ARPFlood.threshold : 1
      flood.last = binding.time
      self.flood = flood
    }
  }

  private struct Flood {
    let first: Timestamp
    let place: PacketPlace
    var last: Timestamp
    var count: Int
  }

  private var speakers: [Speaker] = []
  private var index = SlotIndex()
  let limit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.bindingLimit
  }

  mutating func observe(_ binding: AddressBinding) {
    switch binding.source {
    case .arp, .gratuitousARP, .neighbourDiscovery: break
    case .dhcp, .dcp, .lldp: return
    }
    let hash = mixed(0, UInt64(binding.mac.rawValue))
    guard let at = index.find(hash, where: { speakers[$0].mac == binding.mac }) else {
      guard speakers.count < limit else {
        dropped += 1
        return
      }
      index.insert(hash, record: speakers.count)
      speakers.append(
        Speaker(
          mac: binding.mac, address: binding.address, start: binding.time, place: binding.place, count: 1))
      return
    }
    speakers[at].add(binding)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    speakers.compactMap { speaker in
      guard let flood = speaker.flood, !profiles[speaker.mac].isOwnersScanner else { return nil }
      return Finding(
        kind: .arpFlood, severity: .medium, endpoints: [speaker.mac, speaker.address],
        parameters: [
          FindingParameter(.mac, .endpoint(speaker.mac)),
          FindingParameter(.address, .endpoint(speaker.address)),
          FindingParameter(.count, .number(UInt64(flood.count))),
        ], first: flood.first, last: flood.last, count: flood.count,
        evidence: [Evidence(time: flood.first, place: flood.place)])
    }
  }
}
