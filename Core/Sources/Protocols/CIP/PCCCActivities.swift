import Bytes
import Vocabulary

/// What PCCC commands mean.
///
/// Source: Rockwell publication 1770-6.5.16, chapter 7.
extension PCCCCommand {
  func meaning(_ data: UInt8?) -> CIPMeaning {
    switch command {
    case 0x00, 0x02, 0x05, 0x08: CIPMeaning(.write)
    case 0x01, 0x04: CIPMeaning(.read)
    case 0x06: diagnosing
    case 0x07: ofOutputs
    case 0x0F: extended(data)
    default: CIPMeaning(.operate, .call)
    }
  }

  private var diagnosing: CIPMeaning {
    switch function {
    case 0x03: CIPMeaning(.identify)
    case 0x00, 0x01, 0x09: CIPMeaning(.read)
    default: CIPMeaning(.configure, .parameter)
    }
  }

  /// Outputs off and on; the ways into and out of loading a program.
  private var ofOutputs: CIPMeaning {
    switch function {
    case 0x00: CIPMeaning(.setMode, .stop)
    case 0x01, 0x03: CIPMeaning(.setMode, .start)
    case 0x04, 0x05: CIPMeaning(.program, .download)
    case 0x06: CIPMeaning(.transfer, .upload)
    default: CIPMeaning(.operate, .call)
    }
  }

  private func extended(_ data: UInt8?) -> CIPMeaning {
    switch function {
    case 0x00, 0x02, 0x03, 0x08, 0x26, 0x67, 0x79, 0xA9, 0xAA, 0xAB, 0xAF: CIPMeaning(.write)
    case 0x01, 0x04, 0x09, 0x29, 0x68, 0xA1, 0xA2, 0xA7: CIPMeaning(.read)
    case 0x07: CIPMeaning(.setMode, .stop)
    case 0x0A: CIPMeaning(.setMode, .restart)
    case 0x11, 0x12: CIPMeaning(.program, .lock)
    case 0x06, 0x17, 0x53, 0x55: CIPMeaning(.transfer, .upload)
    case 0x05, 0x18, 0x50, 0x52: CIPMeaning(.program, .download)
    // Program, test, run in the two low bits.
    case 0x3A: CIPMeaning(.setMode, data.map { $0 & 3 == 2 } ?? false ? .start : .stop)
    case 0x41: CIPMeaning(.operate, .force)
    case 0x57: CIPMeaning(.program, .delete)
    // 1 program, 6 run, 7 to 9 kinds of test.
    case 0x80:
      switch data {
      case 6: CIPMeaning(.setMode, .start)
      case 1: CIPMeaning(.setMode, .stop)
      default: CIPMeaning(.setMode, .modeChange)
      }
    case 0x81: CIPMeaning(.transfer, .fileRead)
    case 0x82: CIPMeaning(.transfer)
    case 0x8F, 0x5E: CIPMeaning(.configure, .parameter)
    default: CIPMeaning(.operate, .call)
    }
  }
}

extension PCCCCommand {
  /// What a command means by the kind of file that it reads or writes: not all hold data.
  ///
  /// Ladder logic and what is being edited are the program; forces stand in files of their own.
  func meaning(_ meaning: CIPMeaning, ofFileType type: UInt8?) -> CIPMeaning {
    switch (type, meaning.verb) {
    case (0x22, .write), (0x65, .write): CIPMeaning(.program, .download)
    case (0x22, .read), (0x65, .read): CIPMeaning(.transfer, .upload)
    case (0xA1, .write), (0xA2, .write): CIPMeaning(.operate, .force)
    case (0x49, .write), (0x4A, .write): CIPMeaning(.configure, .parameter)
    default: meaning
    }
  }

  /// The kind of file in a typed command, nil where the command has none.
  func fileType(_ data: borrowing ByteReader) -> UInt8? {
    guard command == 0x0F else { return nil }
    let octets = data.octets
    var place = data.position
    switch function {
    // A size, then the file's number in one octet, or in two behind 0xFF.
    case 0xA1, 0xA2, 0xA9, 0xAA, 0xAB:
      guard octets.count &- place >= 2 else { return nil }
      place &+= octets[place &+ 1] == 0xFF ? 4 : 2
    // A size, a tag and an offset.
    case 0xA7, 0xAF: place &+= 5
    default: return nil
    }
    return place < octets.count ? octets[place] : nil
  }

  /// The data table's address where the command names one: `N7:0`, `T4:2.1`; `7:0` where the file's type is
  /// left to the controller.
  func object(
    _ reader: inout ByteReader, scratch: inout [UInt8], _ tags: inout CIPTagNames, _ names: inout NameTable
  ) -> ObjectReference? {
    guard command == 0x0F else { return nil }
    scratch.removeAll(keepingCapacity: true)
    do throws(DecodeError) {
      switch function {
      case 0xA1, 0xA9: try spellTyped(&reader, hasSubelement: false, &scratch)
      case 0xA2, 0xAA, 0xAB: try spellTyped(&reader, hasSubelement: true, &scratch)
      case 0x00, 0x01, 0x67, 0x68:
        // Where in the transfer it stands, and how much is transferred in all.
        try reader.skip(4)
        try spellSystem(&reader, &scratch)
      case 0x26, 0x02: try spellSystem(&reader, &scratch)
      default: return nil
      }
    } catch {
      return nil
    }
    return scratch.isEmpty ? nil : tags.object(.tag, scratch.span, &names)
  }

  /// A size in octets, file, type, element, and a part of the element.
  private func spellTyped(
    _ reader: inout ByteReader, hasSubelement: Bool, _ text: inout [UInt8]
  ) throws(DecodeError) {
    try reader.skip(1)
    let file = try Self.number(&reader)
    let type = try reader.uint8()
    let element = try Self.number(&reader)
    let part = hasSubelement ? try Self.number(&reader) : 0
    text.append(contentsOf: Self.letters(type).utf8)
    appendDecimal(UInt64(file), to: &text)
    text.append(UInt8(ascii: ":"))
    appendDecimal(UInt64(element), to: &text)
    if part != 0 {
      text.append(UInt8(ascii: "."))
      appendDecimal(UInt64(part), to: &text)
    }
  }

  /// An address in letters, behind `$`; or in numbers, a bit for each level that is there.
  private func spellSystem(_ reader: inout ByteReader, _ text: inout [UInt8]) throws(DecodeError) {
    let levels = try reader.uint8()
    if levels == 0, try reader.peek() == UInt8(ascii: "$") {
      try reader.skip(1)
      while text.count < 32 {
        let character = try reader.uint8()
        if character == 0 { return }
        text.append(character)
      }
      return
    }
    for level in 0..<7 where levels >> UInt8(level) & 1 != 0 {
      let number = try Self.number(&reader)
      // The first level is the area, which is the data table.
      if level == 0 { continue }
      if !text.isEmpty { text.append(level == 2 ? UInt8(ascii: ":") : UInt8(ascii: ".")) }
      appendDecimal(UInt64(number), to: &text)
    }
  }

  /// One octet, or two behind 0xFF.
  private static func number(_ reader: inout ByteReader) throws(DecodeError) -> UInt16 {
    let short = try reader.uint8()
    return short == 0xFF ? try reader.uint16LittleEndian() : UInt16(short)
  }

  /// Source: Rockwell publication 1770-6.5.16, chapter 13 (file types of the SLC 500).
  private static func letters(_ type: UInt8) -> String {
    switch type {
    case 0x22: "LAD"
    case 0x82, 0x8B: "O"
    case 0x83, 0x8C: "I"
    case 0x84: "S"
    case 0x85: "B"
    case 0x86: "T"
    case 0x87: "C"
    case 0x88: "R"
    case 0x89: "N"
    case 0x8A: "F"
    case 0x8D: "ST"
    case 0x8E: "A"
    case 0x91: "L"
    default: ""
    }
  }
}

/// What a controller says of itself in answer to PCCC's diagnostic status.
enum PCCCIdentity {
  /// State, type, interface, processor, series and revision, then the catalogue's number in eleven letters.
  ///
  /// Source: Rockwell publication 1770-6.5.16, chapter 10 (SLC 500 and MicroLogix).
  static func tell(
    _ request: ActivityObservation, _ reply: PCCCReply, _ reader: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard request.verb == .identify, reply.command == 0x06, reader.remaining >= 16 else { return }
    try reader.skip(1)
    guard try reader.uint8() == 0xEE else { return }
    try reader.skip(3)
    let name = try reader.span(11)
    for index in name.indices where name[index] < 0x20 || name[index] > 0x7E { return }
    dissection.tell(.model, name, source: "pccc diagnostic status")
  }
}
