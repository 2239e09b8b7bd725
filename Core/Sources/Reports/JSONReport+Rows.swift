import Inventory
import JSON
import Vocabulary

/// The rows of the contract: what stands between the braces of each, keys in the contract's order.
extension JSONWriter {
  mutating func members(of row: CaptureRow) {
    member(.path, row.path)
    member(.format, row.format)
    key(.linkTypes)
    values(row.linkTypes)
    member(.packets, row.packets)
    member(.bytes, row.octets)
    member(.first, row.first)
    member(.last, row.last)
    key(.truncatedAt)
    if let octet = row.truncatedAt { value(octet) } else { null() }
    member(.skipped, row.skipped)
  }

  mutating func members(of row: ProtocolRow) {
    member(.name, row.name.text)
    member(.packets, row.packets)
    member(.malformed, row.malformed)
    key(.messages)
    beginArray()
    for message in row.messages {
      beginObject()
      member(.family, message.family)
      key(.code)
      switch message.code {
      case .number(let number): value(UInt64(number))
      case .text(let text): value(text)
      }
      member(.name, message.name)
      member(.count, message.count)
      endObject()
    }
    endArray()
  }

  mutating func members(of row: Coverage, _ catalogue: MessageCatalogue) {
    member(.packets, row.packets)
    member(.undecodedPackets, row.undecodedPackets)
    member(.unknownProtocolPackets, row.unknownProtocolPackets)
    member(.gapBytes, row.gapOctets)
    member(.encryptedConversations, row.encryptedConversations)
    member(.truncatedPackets, row.truncatedPackets)
    if let losses = row.losses {
      member(.kernelDroppedPackets, losses.kernelDroppedPackets)
      member(.interfaceDroppedPackets, losses.interfaceDroppedPackets)
    }
    key(.limits)
    beginArray()
    for limit in row.limits {
      beginObject()
      member(.name, limit.name)
      member(.limit, UInt64(clamping: limit.limit))
      member(.dropped, UInt64(clamping: limit.dropped))
      endObject()
    }
    endArray()
    if let indicators = row.indicators { write(indicators) }
    key(.vantage)
    beginArray()
    for fault in row.vantage {
      let words = catalogue.words(fault)
      beginObject()
      key(.kind)
      value(fault.kind)
      member(.explanation, words.explanation)
      member(.remedy, words.remedy)
      endObject()
    }
    endArray()
  }

  mutating func members(of finding: Finding, _ words: FindingWords, _ report: InspectReport) {
    member(.id, wire: words.id(finding))
    member(.kind, finding.kind.text)
    member(.severity, finding.severity.text)
    member(.title, wire: words.title(finding))
    member(.explanation, wire: words.explanation(finding))
    member(.remedy, wire: words.remedy(finding))
    key(.assets)
    values(words.assets(finding)) { report.book.appendID(of: $0, to: &$1) }
    member(.first, finding.first)
    member(.last, finding.last)
    member(.count, UInt64(clamping: finding.count))
    key(.techniques)
    values(finding.kind.techniques)
    key(.evidence)
    beginArray()
    for item in finding.evidence {
      beginObject()
      place(item.place, report.captures)
      member(.note, wire: words.note(item, in: finding))
      endObject()
    }
    endArray()
  }

  mutating func members(of row: RegistryRow) {
    member(.name, row.name)
    member(.version, row.version)
  }

  mutating func members(of asset: Asset, captures: [CaptureRow]) {
    member(.id, asset.id)
    key(.addresses)
    beginObject()
    key(.mac)
    values(asset.macs) { $0.append(to: &$1) }
    key(.ipv4)
    values(asset.ipv4) { $0.append(to: &$1) }
    key(.ipv6)
    values(asset.ipv6) { $0.append(to: &$1) }
    endObject()
    key(.vlans)
    beginArray()
    for vlan in asset.vlans { value(UInt64(vlan)) }
    endArray()
    key(.hostnames)
    values(asset.hostnames)
    member(.vendor, asset.vendor)
    member(.model, asset.model)
    member(.orderNumber, asset.orderNumber)
    member(.firmware, asset.firmware)
    member(.hardware, asset.hardware)
    member(.serial, asset.serial)
    member(.operatingSystem, asset.operatingSystem)
    key(.roles)
    beginArray()
    for claim in asset.roles {
      beginObject()
      member(.role, claim.role.text)
      key(.confidence)
      value(scaled: Int64(claim.confidence), decimals: 2)
      endObject()
    }
    endArray()
    key(.level)
    if let level = asset.level { value(UInt64(clamping: level)) } else { null() }
    key(.protocols)
    beginObject()
    key(.server)
    values(asset.protocolsAsServer) { $1.append(contentsOf: $0.text.utf8) }
    key(.client)
    values(asset.protocolsAsClient) { $1.append(contentsOf: $0.text.utf8) }
    endObject()
    member(.first, asset.first)
    member(.last, asset.last)
    key(.evidence)
    beginArray()
    for item in asset.evidence {
      beginObject()
      member(.attribute, item.attribute)
      member(.value, item.value)
      member(.source, item.source)
      place(item.place, captures)
      endObject()
    }
    endArray()
  }

  mutating func members(
    of row: Conversation, _ endpoints: EndpointTable, id: (EndpointID, inout [UInt8]) -> Void
  ) {
    let (client, server) = (endpoints[row.client], endpoints[row.server])
    member(.client, plain: { id(row.client, &$0) })
    member(.server, plain: { id(row.server, &$0) })
    member(.vlan, UInt64(client.vlan))
    member(.clientAddress, plain: { client.address.append(to: &$0) })
    member(.serverAddress, plain: { server.address.append(to: &$0) })
    member(.transport, row.transport.text)
    let hasPorts = row.transport == .tcp || row.transport == .udp
    key(.clientPort)
    if hasPorts, let port = row.clientPort { value(UInt64(port)) } else { null() }
    key(.serverPort)
    if hasPorts { value(UInt64(row.serverPort)) } else { null() }
    member(.protocol, row.name.text)
    member(.first, row.first)
    member(.last, row.last)
    member(.packetsToServer, row.packetsToServer)
    member(.packetsToClient, row.packetsToClient)
    member(.bytesToServer, row.octetsToServer)
    member(.bytesToClient, row.octetsToClient)
    member(.state, row.state.text)
    member(.gapBytes, row.gapOctets)
  }

  mutating func members(
    of row: ActivityRow, _ names: NameTable, id: (EndpointID, inout [UInt8]) -> Void
  ) {
    member(.actor, plain: { id(row.actor, &$0) })
    member(.target, plain: { id(row.target, &$0) })
    key(.unit)
    if row.unit >= 0 { value(Int64(row.unit)) } else { null() }
    member(.verb, row.verb.text)
    key(.object)
    if row.object.space == .none { null() } else { value { row.object.appendSpelling(names, to: &$0) } }
    member(.protocol, row.name.text)
    member(.count, row.count)
    member(.first, row.first)
    member(.last, row.last)
    key(.outcomes)
    beginObject()
    member(.succeeded, row.outcomes.succeeded)
    member(.refused, row.outcomes.refused)
    member(.failed, row.outcomes.failed)
    member(.unanswered, row.outcomes.unanswered)
    endObject()
  }
}

extension JSONWriter {
  mutating func member(_ name: JSONKey, _ text: String) {
    key(name)
    value(text)
  }

  mutating func member(_ name: JSONKey, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  mutating func member(_ name: JSONKey, _ number: UInt64) {
    key(name)
    value(number)
  }

  mutating func member(_ name: JSONKey, _ time: Timestamp) {
    key(name)
    plainValue { time.appendRFC3339(to: &$0) }
  }

  mutating func member(_ name: JSONKey, _ time: Timestamp?) {
    key(name)
    if let time { plainValue { time.appendRFC3339(to: &$0) } } else { null() }
  }

  /// A text of a grammar that never needs escaping, see ``JSONWriter/plainValue(appending:)``.
  mutating func member(_ name: JSONKey, plain append: (inout [UInt8]) -> Void) {
    key(name)
    plainValue(appending: append)
  }

  mutating func member(_ name: JSONKey, wire text: [UInt8]) {
    key(name)
    value(wire: text[...])
  }

  mutating func values(_ texts: [String]) {
    beginArray()
    for text in texts { value(text) }
    endArray()
  }

  mutating func values<Element>(_ elements: [Element], _ append: (Element, inout [UInt8]) -> Void) {
    beginArray()
    for element in elements { value { append(element, &$0) } }
    endArray()
  }

  /// `capture` and `packet` of a place; null where no packet is meant.
  mutating func place(_ place: PacketPlace?, _ captures: [CaptureRow]) {
    key(.capture)
    if let place, Int(place.capture) < captures.count {
      value(captures[Int(place.capture)].path)
    } else {
      null()
    }
    key(.packet)
    if let place { value(UInt64(place.packet)) } else { null() }
  }
}
