import Bytes
import Vocabulary

/// What agents say of themselves in the variables of their answers.
///
/// Source: RFC 3418, section 2, for the system group; RFC 6933, section 3, for the parts of a device.
extension SNMPDissector {
  /// 1.3.6.1.2.1.1: the system.
  private static let system: [UInt8] = [0x2B, 6, 1, 2, 1, 1]
  /// 1.3.6.1.2.1.47.1.1.1.1: the table of parts.
  private static let parts: [UInt8] = [0x2B, 6, 1, 2, 1, 47, 1, 1, 1, 1]
  /// 1.3.6.1.4.1: the makers' own.
  private static let makers: [UInt8] = [0x2B, 6, 1, 4, 1]

  func tellVariables(_ variables: inout BERReader, _ dissection: inout Dissection) throws(DecodeError) {
    for _ in 0..<Self.variableLimit where !variables.isAtEnd {
      var variable = BERReader(try variables.take(.sequence))
      let name = try variable.take(.objectIdentifier)
      let value = try variable.next()
      if value.tag == .octetString {
        if SNMPObjectID.starts(name, with: Self.system) {
          tellSystem(name, value.octets, &dissection)
        } else if SNMPObjectID.starts(name, with: Self.parts) {
          tellPart(name, value.octets, &dissection)
        }
      } else if value.tag == .objectIdentifier, name.count == 8, name[6] == 2,
        SNMPObjectID.starts(name, with: Self.system)
      {
        tellMaker(value.octets, &dissection)
      }
    }
  }

  private func tellSystem(_ name: Span<UInt8>, _ value: Span<UInt8>, _ dissection: inout Dissection) {
    guard name.count == 8, name[7] == 0 else { return }
    switch name[6] {
    case 1:
      let text = value.extracting(trimmed(0..<min(value.count, 256), of: value))
      guard !text.isEmpty else { return }
      if let windows = position(of: "Software: Windows", in: text) {
        dissection.tell(
          .operatingSystem, text.extracting((windows + 10)..<text.count), source: "snmp system description")
      } else {
        LLDPDescription.tell(
          text, isProfinet: false, of: dissection.sender, &dissection, source: "snmp system description")
      }
    case 5: dissection.tellFreely(.hostname, value, source: "snmp system name")
    default: break
    }
  }

  /// The first part is the device itself.
  private func tellPart(_ name: Span<UInt8>, _ value: Span<UInt8>, _ dissection: inout Dissection) {
    guard name.count == Self.parts.count + 2, name[Self.parts.count + 1] == 1 else { return }
    let attribute: IdentityAttribute
    switch name[Self.parts.count] {
    case 8: attribute = .hardware
    case 9, 10: attribute = .firmware
    case 11: attribute = .serial
    case 12: attribute = .vendor
    case 13: attribute = .model
    default: return
    }
    dissection.tellFreely(attribute, value, source: "snmp entity")
  }

  /// The maker's number in a system's or a trap's identifier.
  func tellMaker(_ identifier: Span<UInt8>, _ dissection: inout Dissection) {
    guard SNMPObjectID.starts(identifier, with: Self.makers) else { return }
    let arcs = BERValue.arcs(identifier, limit: 7)
    guard arcs.count == 7, let maker = Self.maker(arcs[6]) else { return }
    dissection.tell(.vendor, maker, source: "snmp system object")
  }

  /// Source: IANA, private enterprise numbers.
  private static func maker(_ number: UInt32) -> String? {
    switch number {
    case 9: "Cisco"
    case 11: "Hewlett-Packard"
    case 248: "Hirschmann"
    case 253: "Xerox"
    case 318: "APC"
    case 367: "Ricoh"
    case 641: "Lexmark"
    case 674: "Dell"
    case 1_347: "Kyocera"
    case 1_602: "Canon"
    case 2_435: "Brother"
    case 2_636: "Juniper"
    case 3_833: "Schneider Electric"
    case 4_196, 4_329: "Siemens"
    case 4_346: "Phoenix Contact"
    case 6_574: "Synology"
    case 8_691: "Moxa"
    case 12_356: "Fortinet"
    case 14_988: "MikroTik"
    case 16_177: "Westermo"
    case 25_461: "Palo Alto Networks"
    default: nil
    }
  }
}
