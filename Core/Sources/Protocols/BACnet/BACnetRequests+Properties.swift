import Bytes
import Vocabulary

/// Requests that name many properties, and what a write does.
extension BACnetDissector {
  /// An activity for each object: with its property where only one is asked for.
  func openReads(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var ordinal = 0
    while let object = try BACnetParameters.object(0, &reader) {
      guard try BACnetParameters.open(1, &reader) else { throw DecodeError(.invalid, at: reader.position) }
      var property: UInt32?
      var count = 0
      var verb = Verb.read
      while try !BACnetParameters.isClosed(&reader) {
        guard let one = try BACnetParameters.number(0, &reader) else {
          throw DecodeError(.invalid, at: reader.position)
        }
        _ = try BACnetParameters.number(1, &reader)
        count += 1
        property = count == 1 ? one : nil
        let asked = Self.verb(ofReading: object, one)
        if asked != .read, verb != .identify { verb = asked }
      }
      guard ordinal < Dissection.objectLimit else {
        dissection.droppedObjects += 1
        continue
      }
      open(frame, verb, Self.reference(object, property), ordinal: ordinal, &dissection)
      ordinal += 1
    }
    if ordinal == 0 { open(frame, .read, .none, &dissection) }
  }

  func openWrites(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var ordinal = 0
    while let object = try BACnetParameters.object(0, &reader) {
      guard try BACnetParameters.open(1, &reader) else { throw DecodeError(.invalid, at: reader.position) }
      while try !BACnetParameters.isClosed(&reader) {
        guard let property = try BACnetParameters.number(0, &reader) else {
          throw DecodeError(.invalid, at: reader.position)
        }
        let deed = try Self.deed(ofWriting: property, valueTag: 2, &reader)
        guard ordinal < Dissection.objectLimit else {
          dissection.droppedObjects += 1
          continue
        }
        open(frame, .write, Self.reference(object, property), deed: deed, ordinal: ordinal, &dissection)
        ordinal += 1
      }
    }
    if ordinal == 0 { open(frame, .write, .none, &dissection) }
  }

  /// Reads index, value and priority. A point that is taken out of service, or commanded at a life safety
  /// priority (1 or 2), is held against its program.
  ///
  /// Source: ANSI/ASHRAE 135-2020, clause 19.2.
  static func deed(
    ofWriting property: UInt32?, valueTag: UInt8 = 3, _ reader: inout ByteReader
  ) throws(DecodeError) -> Deed {
    _ = try BACnetParameters.number(valueTag - 1, &reader)
    guard try BACnetParameters.open(valueTag, &reader) else { return .plain }
    let value = try BACnetParameters.peek(reader)
    // A boolean's value stands where the others have their length.
    let isTrue = !reader.isAtEnd && reader.octets[reader.position] == 0x11
    try BACnetParameters.close(&reader)
    let priority = try BACnetParameters.number(valueTag + 1, &reader)
    let isNull = value.map { $0.number == 0 && !$0.isContext } ?? false
    if property == BACnetProperty.outOfService { return isTrue ? .force : .plain }
    if property == BACnetProperty.presentValue, !isNull, let priority, (1...2).contains(priority) {
      return .force
    }
    return .plain
  }

  /// By type, when the device chooses the instance, or by the whole identifier.
  func openCreation(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var object = ObjectReference.none
    if try BACnetParameters.open(0, &reader) {
      if let type = try BACnetParameters.number(0, &reader) {
        object = ObjectReference(
          .bacnetProperty, part: type, from: ObjectReference.missingNumber, to: ObjectReference.missingNumber)
      } else {
        object = Self.reference(try BACnetParameters.object(1, &reader))
      }
    }
    open(frame, .configure, object, deed: .parameter, &dissection)
  }
}
