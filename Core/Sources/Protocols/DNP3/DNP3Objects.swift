import Bytes
import Vocabulary

/// An object header: which group and variation, and which points of it.
///
///     0       1           2           3
///     +-------+-----------+-----------+-------------------
///     | group | variation | qualifier | range, by qualifier
///     +-------+-----------+-----------+-------------------
///
/// Source: IEEE 1815-2012, clauses 4.2.2.7 and 4.2.2.8.
struct DNP3ObjectHeader {
  var group: UInt8
  var variation: UInt8
  /// What stands before each object: nothing (0), its index (1 to 3), its size (4 to 6).
  var prefix: UInt8
  /// First and last index; ``ObjectReference/missingNumber`` where the header names none.
  var first: UInt32
  var last: UInt32
  /// Objects that follow where the function carries them.
  var count: UInt32

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    group = try reader.uint8()
    variation = try reader.uint8()
    let qualifier = try reader.uint8()
    prefix = qualifier >> 4 & 7
    first = ObjectReference.missingNumber
    last = ObjectReference.missingNumber
    count = 0
    switch qualifier & 0x0F {
    case 0, 3: try setRange(UInt32(try reader.uint8()), UInt32(try reader.uint8()), reader.position)
    case 1, 4:
      try setRange(
        UInt32(try reader.uint16LittleEndian()), UInt32(try reader.uint16LittleEndian()), reader.position)
    case 2, 5: try setRange(try reader.uint32LittleEndian(), try reader.uint32LittleEndian(), reader.position)
    case 6: break
    case 7, 0x0B: count = UInt32(try reader.uint8())
    case 8: count = UInt32(try reader.uint16LittleEndian())
    case 9: count = try reader.uint32LittleEndian()
    default: throw DecodeError(.invalid, at: reader.position - 1)
    }
  }

  private mutating func setRange(_ from: UInt32, _ to: UInt32, _ position: Int) throws(DecodeError) {
    guard from <= to else { throw DecodeError(.invalid, at: position) }
    first = from
    last = to
    count = to - from < .max ? to - from + 1 : .max
  }

  /// `g12v1 points 3-5`, or the group and variation alone.
  func reference(from: UInt32, to: UInt32) -> ObjectReference {
    ObjectReference(.dnp3Points, part: UInt32(group) << 8 | UInt32(variation), from: from, to: to)
  }

  var kind: UInt16 { UInt16(group) << 8 | UInt16(variation) }
}

/// Points of one object header that follow one another without a gap: what becomes one activity.
struct DNP3Run {
  var header: DNP3ObjectHeader
  var object: ObjectReference
  /// The first control status that is not 0; 0 where all were carried out, or where there are none.
  var status: UInt8 = 0
  /// Where the first object's octets stand, behind its prefix; empty where the function carries none.
  var body: Range<Int>
}

/// Goes through the objects of a fragment, run by run.
///
/// Every step reads at least an octet, whatever counts say.
struct DNP3ObjectWalk {
  private let carriesObjects: Bool
  /// The header that has more runs, and how many of its objects are left.
  private var open: DNP3ObjectHeader?
  private var left: UInt32 = 0

  init(carriesObjects: Bool) {
    self.carriesObjects = carriesObjects
  }

  /// The next run; nil at the fragment's end, and where an object's size is not known.
  mutating func next(_ reader: inout ByteReader) throws(DecodeError) -> DNP3Run? {
    if let header = open { return try prefixedRun(of: header, &reader) }
    guard reader.remaining >= 3 else {
      if reader.isAtEnd { return nil }
      throw DecodeError(.truncated, at: reader.position)
    }
    let header = try DNP3ObjectHeader(parsing: &reader)
    if header.prefix > 0, header.count > 0 {
      left = header.count
      return try prefixedRun(of: header, &reader)
    }
    let start = reader.position
    var run = DNP3Run(
      header: header, object: header.reference(from: header.first, to: header.last), body: start..<start)
    guard carriesObjects, header.count > 0 else { return run }
    run.status = try skipObjects(of: header, &reader)
    run.body = start..<reader.position
    return run
  }

  /// Objects without prefix: one behind another, bits packed.
  private func skipObjects(
    of header: DNP3ObjectHeader, _ reader: inout ByteReader
  ) throws(DecodeError) -> UInt8 {
    let count = UInt64(header.count)
    switch DNP3ObjectSize(group: header.group, variation: header.variation) {
    case .octets(let size):
      let octets = count * UInt64(size)
      guard octets <= UInt64(reader.remaining) else { throw DecodeError(.truncated, at: reader.position) }
      guard header.hasStatus else {
        try reader.skip(Int(octets))
        return 0
      }
      var status: UInt8 = 0
      for _ in 0..<Int(count) {
        try reader.skip(size - 1)
        let one = try reader.uint8()
        if status == 0 { status = one & 0x7F }
      }
      return status
    case .bits(let size):
      let octets = (count * UInt64(size) + 7) / 8
      guard octets <= UInt64(reader.remaining) else { throw DecodeError(.truncated, at: reader.position) }
      try reader.skip(Int(octets))
    case .attribute:
      for _ in 0..<header.count {
        try reader.skip(1)
        try reader.skip(Int(try reader.uint8()))
      }
    case .unknown: _ = reader.rest()
    }
    return 0
  }

  /// Objects behind their index or size, as long as their indices follow one another.
  private mutating func prefixedRun(
    of header: DNP3ObjectHeader, _ reader: inout ByteReader
  ) throws(DecodeError) -> DNP3Run {
    var run: DNP3Run?
    open = nil
    while left > 0 {
      var ahead = reader
      let prefix = try Self.prefix(header.prefix, &ahead)
      let hasIndex = header.prefix <= 3
      if hasIndex, let run, run.object.to == .max || prefix != run.object.to + 1 {
        // This one begins the next run.
        open = header
        return run
      }
      left -= 1
      try reader.skip(ahead.position - reader.position)
      let bodyStart = reader.position
      var status: UInt8 = 0
      if !hasIndex {
        try reader.skip(Int(clamping: prefix))
      } else if carriesObjects {
        switch DNP3ObjectSize(group: header.group, variation: header.variation) {
        case .octets(let size):
          try reader.skip(size)
          if header.hasStatus { status = reader.octets[reader.position - 1] & 0x7F }
        case .bits: try reader.skip(1)
        case .attribute:
          try reader.skip(1)
          try reader.skip(Int(try reader.uint8()))
        case .unknown:
          _ = reader.rest()
          left = 0
        }
      }
      if run == nil {
        let index = hasIndex ? prefix : ObjectReference.missingNumber
        run = DNP3Run(
          header: header, object: header.reference(from: index, to: index), body: bodyStart..<reader.position)
      } else if hasIndex {
        run?.object.to = prefix
      }
      if run?.status == 0 { run?.status = status }
      if !hasIndex, left > 0 {
        open = header
        break
      }
    }
    guard let run else { throw DecodeError(.invalid, at: reader.position) }
    return run
  }

  private static func prefix(_ code: UInt8, _ reader: inout ByteReader) throws(DecodeError) -> UInt32 {
    switch code {
    case 1, 4: UInt32(try reader.uint8())
    case 2, 5: UInt32(try reader.uint16LittleEndian())
    case 3, 6: try reader.uint32LittleEndian()
    default: throw DecodeError(.invalid, at: reader.position)
    }
  }
}

extension DNP3ObjectHeader {
  /// Control blocks and analog output blocks end in a status, which the outstation fills in.
  ///
  /// Source: IEEE 1815-2012, annex A.8 and A.24.
  var hasStatus: Bool { (group == 12 && (variation == 1 || variation == 2)) || group == 41 }
}
