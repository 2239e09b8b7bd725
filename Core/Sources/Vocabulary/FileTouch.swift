/// What was done to one file between its opening and its closing. A plain value.
///
/// Made when a file is closed, renamed or deleted, or when its flow ended without. Names are kept as hashes
/// beside the text: the table of texts has a limit, and a detector compares.
public struct FileTouch: Sendable {
  /// When the first octets were written; where none were, when the file was opened.
  public var time: Timestamp
  public var place: PacketPlace
  public var client: EndpointID
  public var server: EndpointID
  public var name: ProtocolName
  /// `\\server\share`, and the whole path; none beyond the limit of texts.
  public var share: NameID
  public var file: NameID
  public var deeds: FileDeeds
  public var octetsRead: UInt64
  public var octetsWritten: UInt64
  /// Of the first octets that were read, and of the first that were written.
  public var readMeasure: ContentMeasure
  public var writtenMeasure: ContentMeasure
  public var path: FilePath
  /// What it was renamed to; the same as ``path`` where it was not.
  public var newPath: FilePath

  @inlinable
  public init(
    time: Timestamp, place: PacketPlace, client: EndpointID, server: EndpointID, name: ProtocolName,
    share: NameID = .none, file: NameID = .none, deeds: FileDeeds = [], octetsRead: UInt64 = 0,
    octetsWritten: UInt64 = 0, readMeasure: ContentMeasure = .none, writtenMeasure: ContentMeasure = .none,
    path: FilePath, newPath: FilePath? = nil
  ) {
    self.time = time
    self.place = place
    self.client = client
    self.server = server
    self.name = name
    self.share = share
    self.file = file
    self.deeds = deeds
    self.octetsRead = octetsRead
    self.octetsWritten = octetsWritten
    self.readMeasure = readMeasure
    self.writtenMeasure = writtenMeasure
    self.path = path
    self.newPath = newPath ?? path
  }
}

/// What was done to a file.
public struct FileDeeds: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16

  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  @inlinable public static var opened: FileDeeds { FileDeeds(rawValue: 1 << 0) }
  /// It was not there before.
  @inlinable public static var created: FileDeeds { FileDeeds(rawValue: 1 << 1) }
  /// It was there before and lost its content when it was opened.
  @inlinable public static var overwritten: FileDeeds { FileDeeds(rawValue: 1 << 2) }
  @inlinable public static var read: FileDeeds { FileDeeds(rawValue: 1 << 3) }
  @inlinable public static var written: FileDeeds { FileDeeds(rawValue: 1 << 4) }
  @inlinable public static var renamed: FileDeeds { FileDeeds(rawValue: 1 << 5) }
  @inlinable public static var deleted: FileDeeds { FileDeeds(rawValue: 1 << 6) }
  @inlinable public static var folder: FileDeeds { FileDeeds(rawValue: 1 << 7) }
  /// The share is one for administration: `ADMIN$`, `C$`.
  @inlinable public static var adminShare: FileDeeds { FileDeeds(rawValue: 1 << 8) }
  /// Content was written at the file's very beginning.
  @inlinable public static var writtenFromStart: FileDeeds { FileDeeds(rawValue: 1 << 9) }
}
