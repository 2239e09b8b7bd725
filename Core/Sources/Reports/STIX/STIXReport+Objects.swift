import Inventory
import JSON
import Vocabulary

/// Devices and findings as objects.
extension STIXReport {
  mutating func write(_ asset: Asset) {
    let id = STIXID(.infrastructure, [scope, Array(asset.id.utf8)])
    var parts: [STIXID] = []
    for address in asset.macs.map({ HostAddress(mac: $0) }) + asset.ipv4 + asset.ipv6 {
      parts.append(writeOnce(address))
    }
    for software in Self.software(of: asset) { parts.append(writeOnce(software)) }
    begin(id, asset.first, asset.last)
    json.member("name", asset.hostnames.first ?? asset.id)
    let description = Self.description(of: asset)
    if !description.isEmpty { json.member("description", description) }
    json.key("infrastructure_types")
    json.beginArray()
    json.value(Self.infrastructureType(of: asset.roles.first?.role))
    json.endArray()
    if asset.hostnames.count > 1 {
      json.key("aliases")
      json.beginArray()
      for name in asset.hostnames.dropFirst() { json.value(name) }
      json.endArray()
    }
    json.key("first_seen")
    json.value(stix: asset.first)
    json.key("last_seen")
    json.value(stix: asset.last)
    json.endObject()
    for part in parts { relate(id, "consists-of", part, asset.first, asset.last) }
  }

  mutating func write(_ finding: Finding) {
    var name = words.id(finding)
    name.append(UInt8(ascii: "/"))
    finding.first.appendRFC3339(to: &name)
    if let place = finding.evidence.first?.place {
      name.append(UInt8(ascii: "/"))
      appendDecimal(UInt64(place.packet), to: &name)
    }
    let id = STIXID(.incident, [scope, name])
    let (first, last) = (finding.first, finding.last)
    let patterns = finding.kind.techniques.map { writeOnce(Technique(id: $0)) }
    var addresses: [STIXID] = []
    for endpoint in finding.endpoints {
      let address = writeOnce(report.endpoints[endpoint].address)
      if !addresses.contains(address) { addresses.append(address) }
    }
    begin(id, first, last)
    json.key("name")
    json.value(wire: words.title(finding)[...])
    json.key("description")
    json.value(wire: words.explanation(finding)[...])
    json.key("labels")
    json.beginArray()
    json.value(finding.kind.text)
    json.value(finding.severity.text)
    json.endArray()
    json.endObject()
    for pattern in patterns { relate(id, "uses", pattern, first, last) }
    for endpoint in words.assets(finding) where report.book.isAsset(endpoint) {
      var asset: [UInt8] = []
      report.book.appendID(of: endpoint, to: &asset)
      relate(id, "related-to", STIXID(.infrastructure, [scope, asset]), first, last)
    }
    var subjects = [id]
    if !addresses.isEmpty {
      subjects.append(STIXID(.observedData, [scope, name]))
      write(observed: addresses, finding, subjects[1])
      relate(subjects[1], "related-to", id, first, last)
    }
    begin(STIXID(.note, [scope, name]), first, last)
    json.key("abstract")
    json.value(wire: words.title(finding)[...])
    json.key("content")
    json.value(wire: note(on: finding)[...])
    json.key("object_refs")
    json.beginArray()
    for subject in subjects { json.value(subject) }
    json.endArray()
    json.endObject()
  }

  private mutating func write(observed addresses: [STIXID], _ finding: Finding, _ id: STIXID) {
    begin(id, finding.first, finding.last)
    json.key("first_observed")
    json.value(stix: finding.first)
    json.key("last_observed")
    json.value(stix: finding.last)
    json.key("number_observed")
    // Source: STIX 2.1, section 4.14: 1 to 999,999,999.
    json.value(min(max(finding.count, 1), 999_999_999))
    json.key("object_refs")
    json.beginArray()
    for address in addresses { json.value(address) }
    json.endArray()
    json.endObject()
  }

  /// What happened, what to do, and the packets that show it.
  private func note(on finding: Finding) -> [UInt8] {
    var text = words.explanation(finding)
    text.append(contentsOf: "\n\n".utf8)
    text.append(contentsOf: words.remedy(finding))
    for item in finding.evidence {
      text.append(contentsOf: "\n\nPacket \(item.place.packet)".utf8)
      if report.captures.count > 1, Int(item.place.capture) < report.captures.count {
        text.append(contentsOf: " of \(report.captures[Int(item.place.capture)].path)".utf8)
      }
      let note = words.note(item, in: finding)
      if note.isEmpty { continue }
      text.append(contentsOf: ": ".utf8)
      text.append(contentsOf: note)
    }
    return text
  }

  private mutating func writeOnce(_ address: HostAddress) -> STIXID {
    let id = STIXID(address: address)
    guard written.insert(id).inserted else { return id }
    begin(id)
    json.key("value")
    json.plainValue { address.append(to: &$0) }
    json.endObject()
    return id
  }

  private mutating func writeOnce(_ software: STIXSoftware) -> STIXID {
    let id = STIXID(software: software)
    guard written.insert(id).inserted else { return id }
    begin(id)
    for (name, value) in software.properties {
      json.key(name)
      json.value(value)
    }
    json.endObject()
    return id
  }

  private mutating func writeOnce(_ technique: Technique) -> STIXID {
    let id = STIXID(.attackPattern, [Array(technique.id.utf8)])
    guard written.insert(id).inserted else { return id }
    begin(id)
    json.member("created_by_ref", producer)
    json.member("created", Self.catalogueTime)
    json.member("modified", Self.catalogueTime)
    json.member("name", technique.name ?? technique.id)
    json.key("external_references")
    json.beginArray()
    json.beginObject()
    json.member("source_name", "mitre-attack")
    json.member("external_id", technique.id)
    json.member("url", technique.url)
    json.endObject()
    json.endArray()
    json.endObject()
    contents.append(id)
    return id
  }

  private static func software(of asset: Asset) -> [STIXSoftware] {
    var software: [STIXSoftware] = []
    if let name = asset.operatingSystem, !name.isEmpty { software.append(STIXSoftware(name: name)) }
    if let version = asset.firmware, !version.isEmpty {
      software.append(
        STIXSoftware(
          name: asset.model ?? asset.orderNumber ?? "firmware", vendor: asset.vendor, version: version))
    }
    return software
  }

  private static func description(of asset: Asset) -> String {
    [
      asset.roles.first?.role.text, asset.level.map { "Purdue level \($0)" }, asset.vendor, asset.model,
      asset.orderNumber, asset.hardware.map { "hardware \($0)" }, asset.firmware.map { "firmware \($0)" },
      asset.serial.map { "serial \($0)" }, asset.operatingSystem,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// Source: STIX 2.1, section 10.9, the open vocabulary of infrastructure types.
  private static func infrastructureType(of role: Role?) -> StaticString {
    switch role {
    case .controller, .hmi, .ioDevice, .drive, .historian: "control-system"
    case .networkSwitch, .gateway: "routers-switches"
    case .workstation, .engineeringWorkstation: "workstation"
    case .server, .domainController, .printer, .camera, .scanner, nil: "unknown"
    }
  }
}
