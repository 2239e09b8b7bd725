import Bytes
import Vocabulary

/// What a PROFINET device says of itself in its identification and maintenance record 0.
///
/// Source: IEC 61158-6-10, clause 5.2.20 (I&M0); PROFIBUS and PROFINET International, "Identification &
/// Maintenance Functions", clause 3.2.
enum PNIOIdentity {
  static func tell(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    let header = try PNIOBlock(parsing: &reader)
    guard header.type == PNIOBlock.readResponse else { return }
    var data = try reader.take(min(header.dataOctets, reader.remaining))
    let record = try PNIORecord(parsing: &data)
    guard record.index == 0xAFF0, reader.remaining >= 6 else { return }
    let block = try PNIOBlock(parsing: &reader)
    guard block.type == PNIOBlock.identification else { return }
    let vendor = try reader.uint16()
    let order = try reader.span(20)
    let serial = try reader.span(16)
    let hardware = try reader.uint16()
    let software = try reader.span(4)
    if let name = DCPIdentity.vendor(vendor) { dissection.tell(.vendor, name, source: source) }
    dissection.tell(.orderNumber, order, source: source)
    dissection.tell(.serial, serial, source: source)
    if hardware != 0, hardware != 0xFFFF { dissection.tell(.hardware, "\(hardware)", source: source) }
    // V, R, P, U or T, then three numbers.
    guard (0x41...0x5A).contains(software[0]) else { return }
    var version: [UInt8] = [software[0]]
    for index in 1..<4 {
      if index > 1 { version.append(UInt8(ascii: ".")) }
      appendDecimal(UInt64(software[index]), to: &version)
    }
    dissection.tell(.firmware, version, source: source)
  }

  private static let source: StaticString = "pn_io i&m0"
}
