import Vocabulary

/// Attacks that stand in a request: in its target, its fields, or the first octets of a form.
///
/// What is found is told by its kind; the text itself goes nowhere, for it may hold secrets.
extension HTTPDissector {
  /// Octets of a form that are looked at.
  private static let formOctetLimit = 2_048

  mutating func takeAttacks(
    _ head: HTTPHead, _ octets: Span<UInt8>, _ object: ObjectReference, _ dissection: inout Dissection
  ) {
    if let found = attack(head, octets) {
      dissection.observations.anomalies.append(
        Anomaly(
          time: dissection.time, place: dissection.place, source: dissection.sender,
          target: dissection.receiver, kind: .exploit, name: .http, exploit: found, object: object))
    }
  }

  private mutating func attack(_ head: HTTPHead, _ octets: Span<UInt8>) -> Exploit? {
    let target = octets.extracting(head.target)
    if HTTPAttackText.isWorthReading(target) {
      HTTPAttackText.decode(target, into: &scratch)
      if let found = HTTPAttackText.find(scratch.span) { return found }
    }
    if HTTPAttackText.isKnownPath(target) { return .knownFlawPath }
    if let agent = head.userAgent, HTTPAttackText.isAttackTool(octets.extracting(agent)) {
      return .attackTool
    }
    let end = min(octets.count, head.target.lowerBound + head.octets)
    let fields = octets.extracting(head.target.upperBound..<max(head.target.upperBound, end))
    if let found = HTTPAttackText.findInFields(fields) { return found }
    if isBareAddressForm(head, octets) { return .bareAddressForm }
    guard let length = head.contentOctets, length > 0, let type = head.contentType,
      HTTPHead.isName("application/x-www-form-urlencoded", octets, type)
    else { return nil }
    let formStart = min(octets.count, head.method.lowerBound + head.octets)
    let form = octets.extracting(
      formStart..<min(octets.count, formStart + min(length, Self.formOctetLimit)))
    guard HTTPAttackText.isWorthReading(form) else { return nil }
    HTTPAttackText.decode(form, into: &scratch)
    return HTTPAttackText.find(scratch.span)
  }
}

extension HTTPDissector {
  /// A form whose host is an address with a port that is no web server's.
  private func isBareAddressForm(_ head: HTTPHead, _ octets: Span<UInt8>) -> Bool {
    guard HTTPMethod.isMethod("POST", octets, head.method), let host = head.host, let type = head.contentType,
      HTTPHead.isName("application/x-www-form-urlencoded", octets, type)
        || HTTPHead.isName("multipart/form-data", octets, type),
      let end = Self.bareAddressEnd(octets, host), end < host.upperBound
    else { return false }
    let port = octets.extracting((end + 1)..<host.upperBound)
    for usual in ["80", "443", "8080"] where port.count == usual.utf8.count && starts(port, with: usual) {
      return false
    }
    return true
  }

  /// Where a host that is an IPv4 address ends, before its port; nil where it is a name.
  static func bareAddressEnd(_ octets: Span<UInt8>, _ host: Range<Int>) -> Int? {
    var dots = 0
    var at = host.lowerBound
    while at < host.upperBound, octets[at] != UInt8(ascii: ":") {
      if octets[at] == UInt8(ascii: ".") { dots += 1 } else if octets[at] &- 0x30 > 9 { return nil }
      at += 1
    }
    return dots == 3 ? at : nil
  }
}

/// The texts by which attacks on the web are known.
///
/// Source: OWASP, "SQL Injection", "Cross Site Scripting", "Command Injection" and "Path Traversal"; the
/// advisories named beside the paths.
enum HTTPAttackText {
  /// Only what holds one of the octets that every attack needs is decoded and searched.
  static func isWorthReading(_ text: Span<UInt8>) -> Bool {
    var before: UInt8 = 0
    for index in text.indices {
      let octet = text[index]
      switch octet {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: ";"),
        UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "\\"),
        UInt8(ascii: "+"):
        return true
      case UInt8(ascii: ".") where before == UInt8(ascii: "."): return true
      default: before = octet
      }
    }
    return false
  }

  /// Puts percent signs, capitals and comments away: twice, for attackers hide behind double encoding.
  static func decode(_ text: Span<UInt8>, into plain: inout [UInt8]) {
    plain.removeAll(keepingCapacity: true)
    for index in text.indices { plain.append(text[index]) }
    for _ in 0..<2 { decodeOnce(&plain) }
  }

  private static func decodeOnce(_ text: inout [UInt8]) {
    var from = 0
    var to = 0
    while from < text.count {
      var octet = text[from]
      if octet == UInt8(ascii: "%"), from + 2 < text.count, let high = digit(text[from + 1]),
        let low = digit(text[from + 2])
      {
        octet = high << 4 | low
        from += 2
      } else if octet == UInt8(ascii: "+") {
        octet = 0x20
      }
      from += 1
      if octet >= UInt8(ascii: "A"), octet <= UInt8(ascii: "Z") { octet |= 0x20 }
      if octet == 0x09 || octet == 0x0A || octet == 0x0D { octet = 0x20 }
      text[to] = octet
      to += 1
      // A comment stands for a blank.
      if to >= 4, text[to - 1] == 0x2F, text[to - 2] == 0x2A, text[to - 3] == 0x2A, text[to - 4] == 0x2F {
        to -= 3
        text[to - 1] = 0x20
      }
    }
    text.removeLast(text.count - to)
  }

  private static func digit(_ octet: UInt8) -> UInt8? {
    switch octet {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): octet &- 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): octet &- 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): octet &- 55
    default: nil
    }
  }

  static func find(_ text: Span<UInt8>) -> Exploit? {
    if logLookups.isFound(in: text) { return .logLookup }
    if statements.isFound(in: text) || isComparison(text) || isUnion(text) { return .sqlInjection }
    if scripts.isFound(in: text) { return .scriptInjection }
    if commands.isFound(in: text) { return .commandInjection }
    if traversals.isFound(in: text) { return .pathTraversal }
    return nil
  }

  /// Fields of a head: a look-up in a log, or a function where a text belongs.
  static func findInFields(_ fields: Span<UInt8>) -> Exploit? {
    var at = 0
    while at < fields.count {
      defer { at += 1 }
      guard fields[at] == UInt8(ascii: "{"), at > 0 else { continue }
      if fields[at - 1] == UInt8(ascii: "$") {
        if logLookups.begins(fields, at: at - 1) { return .logLookup }
      }
      if at >= 3, fields[at - 1] == 0x20, fields[at - 2] == UInt8(ascii: ")"),
        fields[at - 3] == UInt8(ascii: "(")
      {
        return .shellFunction
      }
    }
    return nil
  }

  static func isKnownPath(_ target: Span<UInt8>) -> Bool { knownPaths.begins(target, at: 0) }

  static func isAttackTool(_ agent: Span<UInt8>) -> Bool { tools.isFound(in: agent) }

  /// A quotation mark, `or` or `and`, and something that equals something: the condition becomes true.
  private static func isComparison(_ text: Span<UInt8>) -> Bool {
    for quote in ["' or ", "' and ", "\" or ", "\" and ", "') or ", "'||", "1 or 1"] {
      guard let at = position(of: quote, in: text) else { continue }
      let rest = text.extracting(min(at + quote.utf8.count, text.count)..<text.count)
      if end(at: UInt8(ascii: "="), in: rest, from: 0) < rest.count { return true }
    }
    return false
  }

  /// Two queries made one: more than the two words, which people search for too.
  private static func isUnion(_ text: Span<UInt8>) -> Bool {
    for words in ["union select ", "union all select ", "union distinct select ", "union select("] {
      guard let at = position(of: words, in: text) else { continue }
      if unionParts.isFound(in: text.extracting((at + 6)..<text.count)) { return true }
    }
    return false
  }

  private static let logLookups = WordSet([
    "${jndi:", "${${", "${lower:", "${upper:", "${env:", "${sys:", "${::-", "${date:",
  ])
  private static let unionParts = WordSet([",", "(", " from ", "null", "'", "--", "@@"])
  private static let statements = WordSet([
    "information_schema", "' or '1", "or 1=1",
    "and 1=1", "and 1=2", "; drop table", ";drop table", "waitfor delay", "xp_cmdshell", "extractvalue(",
    "updatexml(", "load_file(", "into outfile", "into dumpfile", "benchmark(", "pg_sleep(", "select sleep(",
    "' order by ", "' having ", "'; exec", "';exec", "sysobjects", "group_concat(", "dbms_pipe",
  ])
  private static let scripts = WordSet([
    "<script", "</script", "<svg/onload", "<svg onload", "<img src=x", "onerror=", "javascript:alert",
    "<iframe", "<body onload", "document.cookie",
  ])
  private static let commands = WordSet([
    ";cat ", "; cat ", "|cat ", "| cat ", ";wget ", "; wget ", "|wget ", ";curl ", "; curl ", "`wget ",
    "`curl ", "$(wget", "$(curl", "$(id)", ";id;", "|id", "; id", "&& id", "/bin/sh", "/bin/bash", "cmd.exe",
    "cmd /c", "powershell ", "${ifs}", "busybox ", "whoami", "; ls", ";ls ", "|ls ", "&& ls", "php://input",
    "php://filter", "<?php", "base64_decode(", "auto_prepend_file", "allow_url_include",
    "class.module.classloader", "java.lang.runtime", "#_memberaccess", "getruntime()", "system(",
    "phpinfo(", ";reboot", "| ping ", "; ping ", ";ping ", "|ping ", "&& ping ", "& ping ",
  ])
  private static let traversals = WordSet([
    "../../", "..\\..\\", "/..;/", "/etc/passwd", "/etc/shadow", "/proc/self/", "\\win.ini", "/win.ini",
    "\\boot.ini", "/boot.ini", "/../vpns/", "/.ssh/id_rsa", "..../", "....\\",
  ])
  /// CVE-2017-9841, CVE-2018-10561, CVE-2018-20062, CVE-2019-11510, CVE-2019-19781, CVE-2020-5902,
  /// CVE-2021-3129, CVE-2021-26855, CVE-2021-34473, CVE-2022-1388, CVE-2022-22947, CVE-2014-8361,
  /// CVE-2016-6277, CVE-2017-17215, CVE-2015-2051, CVE-2018-10088, CVE-2021-38647, CVE-2021-41773.
  private static let knownPaths = WordSet([
    "/vendor/phpunit/phpunit/src/util/php/eval-stdin.php", "/gponform/diag_form", "/index.php?s=/index/",
    "/dana-na/../", "/vpn/../", "/tmui/login.jsp/..;", "/_ignition/execute-solution", "/ecp/y.js",
    "/autodiscover/autodiscover.json?@", "/mgmt/tm/util/bash", "/actuator/gateway/routes", "/picsdesc.xml",
    "/cgi-bin/;", "/ctrlt/deviceupgrade", "/hnap1", "/boaform/admin/formlogin", "/cgi-bin/.%2e/",
    "/icons/.%2e/", "/shell?", "/setup.cgi?next_file=netgear.cfg", "/cgi-bin/viewlog.asp", "/wls-wsat/",
    "/solr/admin/cores?", "/struts2-showcase/", "/invoker/jmxinvokerservlet", "/invoker/readonly",
    "/console/css/%252e%252e", "/remote/fgt_lang?lang=/../", "/owa/auth/x.js", "/tmunblock.cgi",
    "/cgi-bin/supervisor/cloudsetup.cgi", "/nice%20ports%2c/tri%6eity.txt%2ebak",
  ])
  private static let tools = WordSet([
    "sqlmap", "nikto", "nmap scripting engine", "masscan", "dirbuster", "gobuster", "wpscan", "nuclei",
    "zgrab", "hydra", "acunetix", "nessus", "openvas", "feroxbuster", "wfuzz", "arachni", "jorgee",
    "zmeu", "muhstik",
  ])
}
