import Vocabulary

/// One claim that an address belongs to a hardware address: who said it first, and until when.
struct BindingRecord: Sendable {
  let mac: EndpointID
  let address: EndpointID
  var source: AddressBinding.Source
  let place: PacketPlace
  var first: Timestamp
  var last: Timestamp
  /// The device said it of itself, unasked: gratuitous ARP, DCP, LLDP, DHCP.
  var isOwn: Bool
}

/// The distinct claims of addresses; at most `limit` are kept, the rest is counted.
struct BindingTable: Sendable {
  var records = ChunkedArray<BindingRecord>()
  private var index = SlotIndex(capacity: 64)
  private let seed: UInt64
  let limit: Int
  private(set) var dropped = 0

  init(limit: Int, seed: UInt64) {
    self.limit = limit
    self.seed = seed
  }

  mutating func add(_ binding: AddressBinding) {
    let hash = mixed(seed, UInt64(binding.mac.rawValue) << 32 | UInt64(binding.address.rawValue))
    let known = index.find(hash) { number in
      records[number].mac == binding.mac && records[number].address == binding.address
    }
    if let known {
      if binding.time < records[known].first { records[known].first = binding.time }
      if records[known].last < binding.time { records[known].last = binding.time }
      if binding.source.isOwn { records[known].isOwn = true }
      return
    }
    guard records.count < limit else {
      dropped += 1
      return
    }
    records.append(
      BindingRecord(
        mac: binding.mac, address: binding.address, source: binding.source, place: binding.place,
        first: binding.time, last: binding.time, isOwn: binding.source.isOwn))
    index.insert(hash, record: records.count - 1)
  }
}

extension AddressBinding.Source {
  /// Said of the speaker's own address; an ARP answer may be a router's for somebody else (RFC 1027).
  var isOwn: Bool {
    switch self {
    case .arp, .neighbourDiscovery: false
    case .gratuitousARP, .dhcp, .dcp, .lldp: true
    }
  }
}
