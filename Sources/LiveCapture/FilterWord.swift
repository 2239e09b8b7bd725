import Vocabulary

/// One word of a capture filter, and where it stands.
///
/// Source: pcap-filter(7) of libpcap 1.10.
struct FilterWord: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// A word of the language, an operator or a bracket.
    case language
    /// A number or an address.
    case value
    /// Any other name: of a host, or of nothing at all.
    case name
  }

  let text: String
  /// The character at which it begins, from 1.
  let character: Int
  /// The characters of the filter up to its end.
  let end: Int
  let kind: Kind

  /// The words of a filter, in order.
  static func words(of filter: String) -> [FilterWord] {
    var words: [FilterWord] = []
    let letters = Array(filter.unicodeScalars)
    var at = 0
    while at < letters.count {
      if letters[at].properties.isWhitespace {
        at += 1
        continue
      }
      let start = at
      at += 1
      if isPartOfWord(letters[start]) || letters[start] == "\\" || isColon(letters, start) {
        while at < letters.count, isPartOfWord(letters[at]) || isColon(letters, at) { at += 1 }
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: letters[start..<at])
      let word = String(text)
      words.append(
        FilterWord(text: word, character: start + 1, end: at, kind: kind(of: word, after: words.last)))
    }
    return words
  }

  /// Letters and digits of any writing, and what stands inside names and addresses.
  private static func isPartOfWord(_ letter: Unicode.Scalar) -> Bool {
    letter.properties.isAlphabetic || ("0"..."9").contains(letter) || "._-".unicodeScalars.contains(letter)
  }

  /// A colon inside an address; in `tcp[0:2]`, where a bracket is open, it parts two numbers.
  private static func isColon(_ letters: [Unicode.Scalar], _ at: Int) -> Bool {
    guard letters[at] == ":" else { return false }
    let bracket = letters[..<at].last { $0 == "[" || $0 == "]" }
    return bracket != "["
  }

  private static func kind(of word: String, after last: FilterWord?) -> Kind {
    guard let first = word.unicodeScalars.first, word != ":",
      isPartOfWord(first) || first == "\\" || first == ":"
    else { return .language }
    if language.contains(word) || constants.contains(word) { return .language }
    // Lists of the system's own tell what these are: nobody else is asked.
    if let last, ["port", "portrange", "proto", "protochain", "type", "subtype"].contains(last.text) {
      return .language
    }
    return isNumber(word) || isAddress(word) ? .value : .name
  }

  private static func isNumber(_ word: String) -> Bool {
    let digits = word.hasPrefix("0x") ? word.dropFirst(2) : Substring(word)
    let isHexadecimal = word.hasPrefix("0x")
    return !digits.isEmpty
      && digits.unicodeScalars.allSatisfy {
        isHexadecimal ? $0.properties.isASCIIHexDigit : ("0"..."9").contains($0)
      }
  }

  /// Of hardware, IPv4 (whole, or a network's first parts) or IPv6.
  private static func isAddress(_ word: String) -> Bool {
    if HostAddress(word) != nil { return true }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    if (2...4).contains(parts.count), parts.allSatisfy({ isNumber(String($0)) && !$0.hasPrefix("0x") }) {
      return true
    }
    for separator: Character in [":", "-"] {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      if parts.count == 6,
        parts.allSatisfy({ (1...2).contains($0.count) && isNumber("0x\($0)") })
      {
        return true
      }
    }
    return false
  }

  static let language: Set<String> = [
    "and", "or", "not", "src", "dst", "host", "net", "mask", "port", "portrange", "proto", "protochain",
    "gateway", "type", "subtype", "dir", "less", "greater", "broadcast", "multicast", "inbound", "outbound",
    "link", "ether", "fddi", "tr", "wlan", "ppp", "slip", "arp", "rarp", "ip", "ip6", "tcp", "udp", "sctp",
    "icmp", "icmp6", "igmp", "igrp", "pim", "vrrp", "carp", "ah", "esp", "atalk", "aarp", "decnet", "lat",
    "moprc", "mopdl", "iso", "esis", "es-is", "isis", "is-is", "clnp", "stp", "ipx", "netbeui", "l1", "l2",
    "iih", "lsp", "snp", "csnp", "psnp", "vlan", "mpls", "pppoed", "pppoes", "geneve", "byte", "len",
    "length", "ifindex", "radio", "addr1", "addr2", "addr3", "addr4", "ra", "ta", "tcpflags", "icmptype",
    "icmpcode", "icmp6type", "icmp6code",
  ]

  /// Names of values that a field may have.
  static let constants: Set<String> = [
    "tcp-fin", "tcp-syn", "tcp-rst", "tcp-push", "tcp-ack", "tcp-urg", "tcp-ece", "tcp-cwr",
    "icmp-echoreply", "icmp-unreach", "icmp-sourcequench", "icmp-redirect", "icmp-echo", "icmp-routeradvert",
    "icmp-routersolicit", "icmp-timxceed", "icmp-paramprob", "icmp-tstamp", "icmp-tstampreply", "icmp-ireq",
    "icmp-ireqreply", "icmp-maskreq", "icmp-maskreply", "icmp6-destinationunreach", "icmp6-packettoobig",
    "icmp6-timeexceeded", "icmp6-parameterproblem", "icmp6-echo", "icmp6-echoreply",
    "icmp6-multicastlistenerquery", "icmp6-routersolicit", "icmp6-routeradvert", "icmp6-neighborsolicit",
    "icmp6-neighboradvert", "icmp6-redirect",
  ]
}
