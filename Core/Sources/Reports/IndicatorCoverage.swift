import JSON

/// What was looked for by lists of indicators, and what of them was not.
public struct IndicatorCoverage: Sendable {
  public struct Omission: Sendable {
    /// In camelCase, and in words after a number.
    public var reason: String
    public var text: String
    public var count: Int

    public init(reason: String, text: String, count: Int) {
      self.reason = reason
      self.text = text
      self.count = count
    }
  }

  public struct List: Sendable {
    public var name: String
    /// stix, misp or csv.
    public var format: String
    /// Entries that are looked for.
    public var indicators: Int
    public var leftOut: [Omission]

    public init(name: String, format: String, indicators: Int, leftOut: [Omission]) {
      self.name = name
      self.format = format
      self.indicators = indicators
      self.leftOut = leftOut
    }
  }

  /// Files that were hashed, and those that could not be.
  public struct Files: Sendable {
    public var hashed: UInt64
    public var leftOut: [Omission]

    public init(hashed: UInt64, leftOut: [Omission]) {
      self.hashed = hashed
      self.leftOut = leftOut
    }
  }

  /// In the order given.
  public var lists: [List]
  /// Listed things that were seen outside the time for which their list vouches.
  public var outsideValidity: UInt64
  /// nil where no list holds hashes of files.
  public var files: Files?

  public init(lists: [List], outsideValidity: UInt64, files: Files?) {
    self.lists = lists
    self.outsideValidity = outsideValidity
    self.files = files
  }
}

extension JSONWriter {
  mutating func write(_ row: IndicatorCoverage) {
    key(.indicators)
    beginObject()
    key(.lists)
    beginArray()
    for list in row.lists {
      beginObject()
      member(.name, list.name)
      member(.format, list.format)
      member(.indicators, UInt64(clamping: list.indicators))
      key(.leftOut)
      write(list.leftOut)
      endObject()
    }
    endArray()
    member(.outsideValidity, row.outsideValidity)
    if let files = row.files {
      key(.files)
      beginObject()
      member(.hashed, files.hashed)
      key(.leftOut)
      write(files.leftOut)
      endObject()
    }
    endObject()
  }

  private mutating func write(_ omissions: [IndicatorCoverage.Omission]) {
    beginArray()
    for omission in omissions {
      beginObject()
      member(.reason, omission.reason)
      member(.count, UInt64(clamping: omission.count))
      endObject()
    }
    endArray()
  }
}
