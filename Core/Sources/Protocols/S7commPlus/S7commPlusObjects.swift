import Bytes
import Vocabulary

/// How S7comm-plus names things: objects by a number, their attributes by another, variables by their area
/// and the path of local identifiers inside it.
///
/// Source: T. Wiens, S7CommPlusDriver, `Ids.cs` and `ItemAddress.cs`.
enum S7commPlusObjects {
  static let program: UInt32 = 3
  static let executionUnit: UInt32 = 52
  static let operatingStateRequest: UInt32 = 2_167
  static let sessionContainer: UInt32 = 285
  static let sessionClass: UInt32 = 287
  static let sessionResponse: UInt32 = 304
  static let legitimation: UInt32 = 1_846
  /// Classes of blocks, data types and areas of the program.
  static let programClasses: ClosedRange<UInt32> = 2_520...2_700
  /// Objects that a client made for itself: sessions and subscriptions.
  static let ownObjects: ClosedRange<UInt32> = 0x1000_0000...0x7FFF_FFFF
  private static let missing = ObjectReference.missingNumber

  /// Inputs, outputs, merkers, counters and timers, and data blocks.
  static func isVariableArea(_ object: UInt32) -> Bool {
    (80...84).contains(object) || object >> 16 == 0x8A0E
  }

  /// The block of an object's number: its class stands in the upper half.
  static func isBlock(_ object: UInt32) -> Bool {
    object >= 0x8000_0000 && programClasses.contains(object >> 16 & 0x7FFF)
  }

  static func object(_ object: UInt32) -> ObjectReference {
    isVariableArea(object)
      ? ObjectReference(.symbolicVariable, part: object, from: missing, to: missing)
      : ObjectReference(.objectAttribute, part: object, from: missing, to: missing)
  }

  static func attribute(_ attribute: UInt32, of object: UInt32) -> ObjectReference {
    isVariableArea(object)
      ? Self.object(object)
      : ObjectReference(.objectAttribute, part: object, from: attribute, to: attribute)
  }

  /// An item's address: checksum of the symbol, area, how many numbers follow, the attribute of the area that
  /// holds values, and the path.
  static func address(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    _ = try reader.variableLength()
    let area = try reader.variableLength32()
    let count = try reader.variableLength()
    guard count >= 1 else { return object(area) }
    let attribute = try reader.variableLength32()
    var from = missing
    var path: [UInt8] = []
    var index: UInt64 = 1
    while index < count {
      let identifier = try reader.variableLength32()
      if index == 1 {
        from = identifier
      } else if path.count < 64 {
        path.append(UInt8(ascii: "."))
        appendDecimal(UInt64(identifier), to: &path)
      }
      index += 1
    }
    if isVariableArea(area) {
      let name = path.isEmpty ? NameID.none : dissection.names.intern(path)
      return ObjectReference(.symbolicVariable, part: area, name: name, from: from, to: from)
    }
    if from != missing {
      var whole: [UInt8] = [UInt8(ascii: ".")]
      appendDecimal(UInt64(from), to: &whole)
      path = whole + path
    }
    let name = path.isEmpty ? NameID.none : dissection.names.intern(path)
    return ObjectReference(.objectAttribute, part: area, name: name, from: attribute, to: attribute)
  }
}
