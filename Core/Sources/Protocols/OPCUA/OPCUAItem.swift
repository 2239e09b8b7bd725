import Bytes

/// One item of a request's list: the node that it is about, and which of the node's attributes.
///
/// Each service has its own layout; all are read to their end, so that the next item is found.
///
/// Source: OPC 10000-4, clauses 5.7 to 5.13 and 7.29 (ReadValueId).
struct OPCUAItem {
  /// Numbers of attributes: 13 is the value.
  ///
  /// Source: OPC 10000-6, annex A.1.
  static let valueAttribute: UInt32 = 13

  var node: OPCUANodeID
  var attribute: UInt32 = 0

  init(_ service: OPCUAService, parsing reader: inout ByteReader) throws(DecodeError) {
    switch service {
    case .read:
      self = try Self.readValue(&reader)
    case .write:
      node = try OPCUANodeID(parsing: &reader)
      attribute = try reader.uint32LittleEndian()
      try OPCUABinary.skipString(&reader)
      _ = try OPCUABinary.dataValueStatus(&reader)
    case .createMonitoredItems:
      self = try Self.readValue(&reader)
      // Mode, client handle, sampling interval; filter; queue size, discard oldest.
      try reader.skip(16)
      try OPCUABinary.skipExtensionObject(&reader)
      try reader.skip(5)
    case .browse:
      node = try OPCUANodeID(parsing: &reader)
      try reader.skip(4)
      try OPCUABinary.skipNode(&reader)
      try reader.skip(9)
    case .translateBrowsePaths:
      node = try OPCUANodeID(parsing: &reader)
      for _ in 0..<(try OPCUABinary.length(&reader)) {
        try OPCUABinary.skipNode(&reader)
        try reader.skip(2)
        try OPCUABinary.skipQualifiedName(&reader)
      }
    case .registerNodes:
      node = try OPCUANodeID(parsing: &reader)
    case .call:
      // The method is what is called; the object that owns it comes first.
      try OPCUABinary.skipNode(&reader)
      node = try OPCUANodeID(parsing: &reader)
      for _ in 0..<(try OPCUABinary.length(&reader)) { try OPCUABinary.skipVariant(&reader) }
    case .historyRead:
      node = try OPCUANodeID(parsing: &reader)
      try OPCUABinary.skipString(&reader)
      try OPCUABinary.skipQualifiedName(&reader)
      try OPCUABinary.skipString(&reader)
    case .historyUpdate:
      // Every kind of HistoryUpdateDetails begins with its node.
      let octets = try OPCUABinary.extensionObject(&reader).octets
      let start = reader.position
      node = try OPCUANodeID(parsing: &reader)
      try reader.skip(octets - (reader.position - start))
    case .addNodes:
      let parent = try OPCUANodeID(parsing: &reader)
      try OPCUABinary.skipNode(&reader)
      let asked = try OPCUANodeID(parsing: &reader)
      // A client that leaves the id to the server names the parent only.
      node = asked.isNull ? parent : asked
      try OPCUABinary.skipQualifiedName(&reader)
      try reader.skip(4)
      try OPCUABinary.skipExtensionObject(&reader)
      try OPCUABinary.skipNode(&reader)
    case .deleteNodes:
      node = try OPCUANodeID(parsing: &reader)
      try reader.skip(1)
    case .addReferences:
      node = try OPCUANodeID(parsing: &reader)
      try OPCUABinary.skipNode(&reader)
      try reader.skip(1)
      try OPCUABinary.skipString(&reader)
      try OPCUABinary.skipNode(&reader)
      try reader.skip(4)
    case .deleteReferences:
      node = try OPCUANodeID(parsing: &reader)
      try OPCUABinary.skipNode(&reader)
      try reader.skip(1)
      try OPCUABinary.skipNode(&reader)
      try reader.skip(1)
    default: throw DecodeError(.invalid, at: reader.position)
    }
  }

  private init(node: OPCUANodeID, attribute: UInt32) {
    self.node = node
    self.attribute = attribute
  }

  /// ReadValueId: node, attribute, index range, data encoding.
  private static func readValue(_ reader: inout ByteReader) throws(DecodeError) -> OPCUAItem {
    let node = try OPCUANodeID(parsing: &reader)
    let attribute = try reader.uint32LittleEndian()
    try OPCUABinary.skipString(&reader)
    try OPCUABinary.skipQualifiedName(&reader)
    return OPCUAItem(node: node, attribute: attribute)
  }
}

/// One item of a response's list: how it ended.
///
/// Source: OPC 10000-4, clauses 5.7 to 5.13.
enum OPCUAResult {
  /// The item's status; `service` is the request's.
  static func status(_ service: OPCUAService, _ reader: inout ByteReader) throws(DecodeError) -> UInt32 {
    if service == .read { return try OPCUABinary.dataValueStatus(&reader) }
    let status = try reader.uint32LittleEndian()
    switch service {
    case .createMonitoredItems:
      try reader.skip(16)
      try OPCUABinary.skipExtensionObject(&reader)
    case .browse:
      try OPCUABinary.skipString(&reader)
      for _ in 0..<(try OPCUABinary.length(&reader)) { try skipReference(&reader) }
    case .translateBrowsePaths:
      for _ in 0..<(try OPCUABinary.length(&reader)) {
        try OPCUABinary.skipNode(&reader)
        try reader.skip(4)
      }
    case .call:
      try OPCUABinary.skipArray(of: 4, &reader)
      try OPCUABinary.skipDiagnosticInfos(&reader)
      for _ in 0..<(try OPCUABinary.length(&reader)) { try OPCUABinary.skipVariant(&reader) }
    case .historyRead:
      try OPCUABinary.skipString(&reader)
      try OPCUABinary.skipExtensionObject(&reader)
    case .historyUpdate:
      try OPCUABinary.skipArray(of: 4, &reader)
      try OPCUABinary.skipDiagnosticInfos(&reader)
    case .addNodes:
      try OPCUABinary.skipNode(&reader)
    default: break
    }
    return status
  }

  /// ReferenceDescription.
  private static func skipReference(_ reader: inout ByteReader) throws(DecodeError) {
    try OPCUABinary.skipNode(&reader)
    try reader.skip(1)
    try OPCUABinary.skipNode(&reader)
    try OPCUABinary.skipQualifiedName(&reader)
    try OPCUABinary.skipLocalizedText(&reader)
    try reader.skip(4)
    try OPCUABinary.skipNode(&reader)
  }
}
