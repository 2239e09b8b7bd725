/// What a domain name looks like, as far as it tells a look-up from a carrier of data.
///
/// Names are judged where they are read, so that nobody has to keep them.
public struct NameShape: Hashable, Sendable {
  /// Octets of the whole name.
  public var octets: UInt8 = 0
  /// Where the registered domain begins: the labels before it are its owner's to choose.
  public var domainStart: UInt8 = 0
  /// Octets in front of the registered domain that read like encoded data: hexadecimal, base32, base64.
  public var dataOctets: UInt8 = 0
  /// Data with octets that no host's name has.
  public var hasForeignOctets = false
  /// The registered domain's own label reads like chance.
  public var isRandom = false
  /// A service that is asked by long names as its use: reputation lists, content networks, reverse look-ups.
  public var isKnownService = false
  /// A name without a dot, or below a name of the local network.
  public var isLocal = false

  /// Octets of a run of letters and digits from which on it is judged.
  static let runLimit = 16
  /// Octets of a domain's own label from which on it is judged.
  static let labelLimit = 7

  /// Judges a name in lower case with dots between its labels.
  public init(_ name: Span<UInt8>) {
    octets = UInt8(clamping: name.count)
    let starts = Self.labelStarts(name)
    guard let last = starts.last, starts.count > 1 else {
      isLocal = true
      return
    }
    let top = last..<name.count
    var own = starts.count - 2
    if own > 0, top.count == 2, Self.isSecondLevel(name, starts[own]..<(last - 1)) { own -= 1 }
    domainStart = UInt8(clamping: starts[own])
    isLocal = Self.isOne(Self.localTops, name, top)
    isKnownService = Self.isKnownService(name, from: starts[own])
    let label = starts[own]..<(own + 1 < starts.count ? starts[own + 1] - 1 : name.count)
    isRandom = label.count >= Self.labelLimit && LetterRun(name, label).isRandom
    var data = 0
    for at in 0..<own {
      data += dataOctets(name, starts[at]..<(starts[at + 1] - 1))
    }
    dataOctets = UInt8(clamping: data)
  }

  /// Octets of a label that read like data; a name of a service begins with an underscore and is none.
  private mutating func dataOctets(_ name: Span<UInt8>, _ label: Range<Int>) -> Int {
    guard !label.isEmpty, name[label.lowerBound] != UInt8(ascii: "_") else { return 0 }
    var foreign = 0
    var data = 0
    var start = label.lowerBound
    for index in label {
      let octet = name[index]
      if Self.isForeign(octet) { foreign += 1 }
      if octet == UInt8(ascii: "-") {
        data += Self.dataOctets(ofRun: name, start..<index)
        start = index + 1
      }
    }
    data += Self.dataOctets(ofRun: name, start..<label.upperBound)
    guard foreign > 0, label.count >= 8 else { return data }
    hasForeignOctets = true
    return label.count
  }

  private static func dataOctets(ofRun name: Span<UInt8>, _ run: Range<Int>) -> Int {
    run.count >= runLimit && LetterRun(name, run).isRandom ? run.count : 0
  }

  /// Neither letter, digit, hyphen, underscore nor the blank of a service's name.
  private static func isForeign(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "~"): true
    default: octet >= 0x80 || octet < 0x20
    }
  }

  private static func labelStarts(_ name: Span<UInt8>) -> [Int] {
    var starts = [0]
    for index in name.indices where name[index] == UInt8(ascii: ".") && index + 1 < name.count {
      starts.append(index + 1)
    }
    return name.isEmpty ? [] : starts
  }

  /// `co` in `co.uk`: names are registered one label further in front.
  private static func isSecondLevel(_ name: Span<UInt8>, _ label: Range<Int>) -> Bool {
    isOne(secondLevels, name, label)
  }

  private static let secondLevels = [
    "co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob", "mil",
  ]
  private static let localTops = ["local", "lan", "home", "internal", "localdomain", "arpa", "corp"]

  /// Domains of services whose clients put digests, serial numbers or chance into names: lists of known
  /// malware and spam, content networks, measurements.
  ///
  /// Source: the makers' own pages on the addresses that their products need.
  private static let knownServices = [
    "mcafee.com", "sophosxl.net", "trendmicro.com", "bitdefender.net", "e5.sk", "eset.com", "f-secure.com",
    "kaspersky-labs.com", "senderbase.org", "spamhaus.org", "spamhaus.net", "barracudacentral.org",
    "cymru.com", "surbl.org", "uribl.com", "clamav.net", "norton.com", "symantec.com", "webrootcloudav.com",
    "avast.com", "avg.com", "akamai.net", "akamaiedge.net", "akamaihd.net", "edgekey.net", "edgesuite.net",
    "cloudfront.net", "amazonaws.com", "azureedge.net", "trafficmanager.net", "windows.net", "azure.com",
    "fastly.net", "fastlylb.net", "googlesyndication.com", "gstatic.com", "googleusercontent.com",
    "googlevideo.com", "1e100.net", "doubleclick.net", "apple.com", "icloud.com", "aaplimg.com",
    "microsoft.com", "office.com", "office.net", "skype.com", "sharepoint.com", "nflxvideo.net",
  ]

  private static func isOne(_ words: [String], _ name: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for word in words where word.utf8.count == range.count {
      if isText(word, name, at: range.lowerBound) { return true }
    }
    return false
  }

  private static func isText(_ word: String, _ name: Span<UInt8>, at start: Int) -> Bool {
    var at = start
    for octet in word.utf8 {
      guard at < name.count, name[at] == octet else { return false }
      at += 1
    }
    return true
  }

  private static func isKnownService(_ name: Span<UInt8>, from start: Int) -> Bool {
    isOne(knownServices, name, start..<name.count)
  }
}
