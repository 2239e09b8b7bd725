/// The kind of thing that an activity touches; it decides how an ``ObjectReference``'s numbers are spelled.
public enum ObjectSpace: UInt8, CaseIterable, Hashable, Sendable {
  case none
  // modbus: from-to; `part` is the file number.
  case coils, discreteInputs, inputRegisters, holdingRegisters, fileRecords, diagnostics
  // s7comm: from-to in octets; `part` is the data block's number, or the block's type.
  case dataBlock, inputs, outputs, merkers, timers, counters, peripheral, block, szl
  // cip: `text` is a tag; or part, from, to are class, instance, attribute (`missingNumber` where absent).
  case tag, cipAttribute, cipConnection
  // opcua: part is the namespace; from the numeric id, or `text` the whole identifier with its letter.
  case nodeNumeric, nodeText, endpoint
  // ams: part is the AMS port, `text` is the index group as a number, from-to the offset.
  case amsOffset, amsPort
  // mms: `text` is the item; part is the domain's name, 0 where it has none.
  case mmsVariable, mmsDomain, mmsProgram
  // mqtt: `text` is a topic or a client; of a metric, part is its topic's name.
  case topic, metric, clientID
  // hart_ip: from is the command; `text` is the device's type as a number, part its number.
  case hartCommand
  // ecat: from is the state; or part and from are index and subindex.
  case alState, canObject
  // pn_dcp
  case nameOfStation, ipSuite, factoryReset, dcpOption
  // omron, slmp, umas: `name` is the area or device, from-to its members; bits are 16 * word + bit.
  case areaWords, areaBits, device, hexadecimalDevice
  // umas: part is the memory block, from-to in octets.
  case memoryBlock
  // pn_io: part is slot and subslot in 16 bits each, from the record's index.
  case deviceRecord
  // dnp3: part is group << 8 | variation, from-to the points (`missingNumber` where the header names none).
  case dnp3Points
  // iec60870_asdu: part is the common address, from-to information object addresses.
  case informationObjects
  // bacnet: part is the object's type, from its instance, to the property (`missingNumber` where absent).
  case bacnetProperty
  // s7comm-plus: part is the area, from the first local identifier, `name` the path behind it; or part is the
  // object, from the attribute (`missingNumber` where absent).
  case symbolicVariable, objectAttribute
  // Texts, spelled with a word before them where the field has one.
  case user, sni, httpGet, httpPost, httpPut, httpDelete, httpOther, dnsA, dnsAAAA, dnsPTR, dnsOther
  case share, file, text
  // kerberos: the name of a service.
  case service

  /// Ranges of such a space may be merged where they touch.
  public var isRange: Bool {
    switch self {
    case .coils, .discreteInputs, .inputRegisters, .holdingRegisters, .fileRecords, .dataBlock, .inputs,
      .outputs, .merkers, .timers, .counters, .peripheral, .amsOffset, .dnp3Points, .informationObjects:
      return true
    case .areaWords, .areaBits, .device, .hexadecimalDevice, .memoryBlock:
      return true
    default:
      return false
    }
  }
}

/// What on the target an activity touches: a register range, a data block, a tag, a node, a user.
///
/// A plain value of 20 octets. How it is spelled is fixed by contracts/activities, "Objects".
public struct ObjectReference: Hashable, Sendable {
  @inlinable
  public static var missingNumber: UInt32 { .max }

  public var space: ObjectSpace
  /// Which container: data block, file, class, namespace, port; 0 where the space has none.
  public var part: UInt32
  /// A text from the wire, or a second container where the space says so.
  public var name: NameID
  /// First and last member, inclusive.
  public var from: UInt32
  public var to: UInt32

  @inlinable
  public init(
    _ space: ObjectSpace, part: UInt32 = 0, name: NameID = .none, from: UInt32 = 0, to: UInt32 = 0
  ) {
    self.space = space
    self.part = part
    self.name = name
    self.from = from
    self.to = to
  }

  /// `count` members from `first` on, clamped at the end of the number range; none is the first alone.
  @inlinable
  public init(_ space: ObjectSpace, part: UInt32 = 0, first: UInt32, count: UInt32) {
    let (last, overflow) = first.addingReportingOverflow(count > 0 ? count &- 1 : 0)
    self.init(space, part: part, from: first, to: overflow ? .max : last)
  }

  @inlinable
  public static var none: ObjectReference { ObjectReference(.none) }

  /// A text of the wire behind the space's word; no object where the text is empty.
  @inlinable
  public init(_ space: ObjectSpace, text: NameID) {
    self.init(text == .none ? .none : space, name: text)
  }
}
