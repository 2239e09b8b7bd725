import Inventory
import JSON
import Vocabulary

extension OCSFReport {
  /// A conversation as Network Activity.
  mutating func write(_ row: Conversation) {
    let hasPorts = row.transport == .tcp || row.transport == .udp
    begin(.networkActivity, OCSFActivity(row.state), .info, row.first, row.last)
    json.key(.sourceEndpoint)
    write(row.client, port: hasPorts ? row.clientPort : nil)
    json.key(.destinationEndpoint)
    write(row.server, port: hasPorts ? row.serverPort : nil, service: row.name)
    json.key(.connectionInfo)
    json.beginObject()
    json.member("protocol_name", row.transport.text)
    json.key("protocol_num")
    json.value(Self.number(of: row.transport))
    // 0 is unknown: which side is inside is a question of zones.
    json.member("direction_id", UInt64(0))
    switch report.endpoints[row.client].address.kind {
    case .ipv4: json.member("protocol_ver_id", UInt64(4))
    case .ipv6: json.member("protocol_ver_id", UInt64(6))
    case .mac: break
    }
    json.endObject()
    json.key(.traffic)
    json.beginObject()
    json.member(.bytes, row.octetsToServer &+ row.octetsToClient)
    json.member("bytes_out", row.octetsToServer)
    json.member("bytes_in", row.octetsToClient)
    json.member(.packets, row.packetsToServer &+ row.packetsToClient)
    json.member("packets_out", row.packetsToServer)
    json.member("packets_in", row.packetsToClient)
    json.endObject()
    json.member("app_name", row.name.text)
    json.key(.unmapped)
    json.beginObject()
    json.member(.state, row.state.text)
    json.member(.gapBytes, row.gapOctets)
    json.endObject()
    json.endObject()
  }

  private mutating func write(_ id: EndpointID, port: UInt16?, service: ProtocolName? = nil) {
    let endpoint = report.endpoints[id]
    json.beginObject()
    json.member(.uid, plain: { report.book.appendID(of: id, to: &$0) })
    json.member(endpoint.address.kind == .mac ? .mac : .ip, plain: { endpoint.address.append(to: &$0) })
    if endpoint.vlan != 0 {
      json.member("vlan_uid", plain: { appendDecimal(UInt64(endpoint.vlan), to: &$0) })
    }
    if let port { json.member(.port, UInt64(port)) }
    if let service, service != .unknown { json.member("svc_name", service.text) }
    json.endObject()
  }

  /// The protocol's number (IANA, Assigned Internet Protocol Numbers), -1 where it has none.
  private static func number(of transport: Transport) -> Int {
    switch transport {
    case .tcp: 6
    case .udp: 17
    case .icmp: 1
    case .icmpv6: 58
    case .ethernet, .other: -1
    }
  }
}
