import Bytes
import Vocabulary

/// The variables that a read, a write or a subscription names, and how each of them fared.
enum S7commVariables {
  static func id(_ reference: UInt64, _ ordinal: Int) -> UInt64 {
    reference | UInt64(truncatingIfNeeded: ordinal) << 32
  }

  /// Opens an activity for each object of `items`: marker 0x12, length, syntax and body.
  static func open(
    _ job: S7commJob, _ verb: Verb, items: Int, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var ordinal = 0
    for item in 0..<items {
      guard try reader.uint8() == 0x12 else { throw DecodeError(.invalid, at: reader.position - 1) }
      let length = Int(try reader.uint8())
      var body = try reader.take(length)
      // Items begin at even offsets.
      if length & 1 != 0, item + 1 < items { try reader.skip(1) }
      switch try body.uint8() {
      case 0x10:
        open(job, verb, try anyPointer(&body), &ordinal, item, &dissection)
      case 0xB0:
        for _ in 0..<(try body.uint8()) {
          open(job, verb, try dataBlockRange(&body), &ordinal, item, &dissection)
        }
      case 0xB2:
        open(job, verb, try symbolic(&body, &dissection), &ordinal, item, &dissection)
      default:
        open(job, verb, .none, &ordinal, item, &dissection)
      }
    }
  }

  private static func open(
    _ job: S7commJob, _ verb: Verb, _ object: ObjectReference, _ ordinal: inout Int, _ item: Int,
    _ dissection: inout Dissection
  ) {
    guard ordinal < Dissection.objectLimit else {
      dissection.droppedObjects += 1
      return
    }
    job.open(verb, on: object, &dissection, ordinal: ordinal, memory: UInt64(truncatingIfNeeded: item))
    ordinal += 1
  }

  /// Ends each object by the return code of its item: 0xFF says that it went well. A read's item brings its
  /// data along, whose length counts bits or octets by its transport size.
  static func close(
    _ reference: UInt64, isRead: Bool, items: Int, _ data: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard let first = dissection.waiting(reference) else { return }
    let (place, code) = (dissection.pending[first].activity.place, dissection.pending[first].activity.code)
    var item = -1
    var outcome = Outcome.failed
    var isMalformed = false
    for ordinal in 0..<Dissection.objectLimit {
      guard let position = dissection.waiting(id(reference, ordinal)),
        isOfMessage(dissection.pending[position].activity, place, code)
      else { break }
      let itsItem = Int(truncatingIfNeeded: dissection.pending[position].memory)
      while item < itsItem, !isMalformed {
        // An answer of fewer items than were asked for is whole in itself: its reference was used twice.
        if item + 1 >= items {
          outcome = .failed
          break
        }
        do throws(DecodeError) {
          outcome = try data.uint8() == 0xFF ? .succeeded : .refused
          if isRead { try skipValue(&data) }
          item += 1
        } catch {
          // What the answer does not hold has failed; the return code of a value that is cut counts.
          if !isRead || data.position == 0 || item + 1 < itsItem {
            outcome = .failed
          }
          isMalformed = true
        }
      }
      dissection.reply(at: position, outcome)
      if isMalformed { outcome = .failed }
    }
    if isMalformed { throw DecodeError(.truncated, at: data.position) }
  }

  private static func skipValue(_ data: inout ByteReader) throws(DecodeError) {
    let size = try data.uint8()
    let length = Int(try data.uint16())
    let octets = (3...5).contains(size) ? (length + 7) / 8 : length
    try data.skip(octets)
    // Values begin at even offsets.
    if octets & 1 != 0, !data.isAtEnd { try data.skip(1) }
  }

  /// Ends all objects of a message alike.
  static func closeAll(_ reference: UInt64, _ outcome: Outcome, _ dissection: inout Dissection) {
    guard let first = dissection.waiting(reference) else { return }
    let (place, code) = (dissection.pending[first].activity.place, dissection.pending[first].activity.code)
    for ordinal in 0..<Dissection.objectLimit {
      guard let position = dissection.waiting(id(reference, ordinal)),
        isOfMessage(dissection.pending[position].activity, place, code)
      else { return }
      dissection.reply(at: position, outcome)
    }
  }

  /// An object of the message at `place`: an earlier one of the same reference may have named more and got no
  /// answer.
  @inline(__always)
  private static func isOfMessage(_ activity: ActivityObservation, _ place: PacketPlace, _ code: UInt32)
    -> Bool
  {
    activity.place == place && activity.code == code
  }
}

// Items
extension S7commVariables {
  /// Any-pointer: transport size, count, data block, area, and an address in bits.
  static func anyPointer(_ reader: inout ByteReader) throws(DecodeError) -> ObjectReference {
    let size = try reader.uint8()
    let count = UInt32(try reader.uint16())
    let dataBlock = UInt32(try reader.uint16())
    let area = try reader.uint8()
    let address = try reader.uint24()
    switch area {
    // Timers and counters are numbered, not addressed.
    case 0x1C, 0x1E: return ObjectReference(.counters, first: address, count: count)
    case 0x1D, 0x1F: return ObjectReference(.timers, first: address, count: count)
    default: break
    }
    guard let space = space(area) else { return .none }
    let first = address / 8
    let last = size == 1 ? (address + max(count, 1) - 1) / 8 : first + max(count * octets(size), 1) - 1
    return ObjectReference(space, part: space == .dataBlock ? dataBlock : 0, from: first, to: last)
  }

  private static func space(_ area: UInt8) -> ObjectSpace? {
    switch area {
    // The S7-200's analogue inputs and outputs are peripherals too.
    case 0x06, 0x07, 0x80: .peripheral
    case 0x81: .inputs
    case 0x82: .outputs
    case 0x83: .merkers
    case 0x84, 0x85: .dataBlock
    default: nil
    }
  }

  /// Octets of one member of a transport size.
  private static func octets(_ size: UInt8) -> UInt32 {
    switch size {
    case 4, 5, 9, 12: 2
    case 6, 7, 8, 10, 11: 4
    case 15: 8
    default: 1
    }
  }

  /// Octets of a data block: count, block, first octet.
  private static func dataBlockRange(_ reader: inout ByteReader) throws(DecodeError) -> ObjectReference {
    let count = UInt32(try reader.uint8())
    let dataBlock = UInt32(try reader.uint16())
    return ObjectReference(.dataBlock, part: dataBlock, first: UInt32(try reader.uint16()), count: count)
  }

  /// A symbol of the S7-1200: its area or block is in clear, its place in it a checksum and member numbers.
  private static func symbolic(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    try reader.skip(1)
    let root = try reader.uint16()
    let area = try reader.uint16()
    var text: [UInt8] = []
    if root == 0x8A0E {
      text.append(contentsOf: "db".utf8)
      appendDecimal(UInt64(area), to: &text)
    } else {
      switch area {
      case 0x50: text.append(contentsOf: "inputs".utf8)
      case 0x51: text.append(contentsOf: "outputs".utf8)
      case 0x52: text.append(contentsOf: "merkers".utf8)
      case 0x53: text.append(contentsOf: "counters".utf8)
      case 0x54: text.append(contentsOf: "timers".utf8)
      default: return .none
      }
    }
    text.append(contentsOf: " symbol 0x".utf8)
    appendHexadecimal(UInt64(try reader.uint32()), width: 8, to: &text)
    return dissection.clientObject(.text, text.span)
  }

  /// An entry of a table of variables: area and width, repetitions, data block, address.
  static func tableEntry(_ reader: inout ByteReader) throws(DecodeError) -> ObjectReference {
    let areaAndWidth = try reader.uint8()
    let repetitions = UInt32(max(try reader.uint8(), 1))
    let dataBlock = UInt32(try reader.uint16())
    let address = UInt32(try reader.uint16())
    let space: ObjectSpace
    switch areaAndWidth >> 4 {
    case 0: space = .merkers
    case 1: space = .inputs
    case 2: space = .outputs
    case 3: space = .peripheral
    case 5: return ObjectReference(.timers, first: address, count: repetitions)
    case 6: return ObjectReference(.counters, first: address, count: repetitions)
    case 7: space = .dataBlock
    default: return .none
    }
    // The low half is the width: 1 octet, 2 word, 3 double word; a bit has its position with the repetitions.
    let octets: UInt32
    switch areaAndWidth & 0x0F {
    case 1: octets = repetitions
    case 2: octets = 2 * repetitions
    case 3: octets = 4 * repetitions
    default: octets = 1
    }
    return ObjectReference(space, part: space == .dataBlock ? dataBlock : 0, first: address, count: octets)
  }
}
