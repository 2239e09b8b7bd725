import Logs
import Testing
import Vocabulary

private func xml(
  _ id: Int, _ data: [(String, String)], provider: String = "Microsoft-Windows-Security-Auditing"
) -> String {
  let fields = data.map { "<Data Name='\($0.0)'>\($0.1)</Data>" }.joined()
  return """
    <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>\
    <Provider Name="\(provider)" \
    Guid="{54849625-5478-4994-a5ba-3e3b0328c30d}"/><EventID>\(id)</EventID>\
    <Version>2</Version><Level>0</Level>\
    <Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime="2026-03-02T10:00:00.1234567Z"/>\
    <EventRecordID>4711</EventRecordID><Execution ProcessID="712" ThreadID="9"/><Channel>Security</Channel>\
    <Computer>hmi1.plant.example</Computer><Security/></System><EventData>\(fields)</EventData></Event>
    """
}

private let subject = [
  ("SubjectUserSid", "S-1-5-21-1"), ("SubjectUserName", "anna"), ("SubjectDomainName", "PLANT"),
  ("SubjectLogonId", "0x3e7"),
]
private let target = [("TargetUserName", "bob"), ("TargetDomainName", "PLANT"), ("TargetLogonId", "0x1a2b")]
private let client = [("IpAddress", "10.0.0.5"), ("IpPort", "50123"), ("WorkstationName", "WS1")]

@Suite("Windows events")
struct WindowsEventTests {
  static let events: [(Int, [(String, String)], String)] = [
    (
      4624, target + client + [("LogonType", "10"), ("AuthenticationPackageName", "Negotiate")],
      "login|succeeded|PLANT\\bob|10.0.0.5:50123|Negotiate"
    ),
    (
      4624, target + [("LogonType", "2"), ("IpAddress", "127.0.0.1"), ("IpPort", "0")],
      "login|succeeded|PLANT\\bob|-|-"
    ),
    (
      4624, target + [("LogonType", "3"), ("IpAddress", "::ffff:10.0.0.5"), ("IpPort", "-")],
      "login|succeeded|PLANT\\bob|10.0.0.5|-"
    ),
    (
      4625, target + client + [("Status", "0xc000006d"), ("SubStatus", "0xc000006a")],
      "login|refused|PLANT\\bob|10.0.0.5:50123|-"
    ),
    (
      4625, target + client + [("Status", "0xc000006d"), ("SubStatus", "0xc0000064")],
      "login|refused|PLANT\\bob?|10.0.0.5:50123|-"
    ),
    (4634, target + [("LogonType", "3")], "session closed|succeeded|PLANT\\bob|-|-"),
    (4647, target, "session closed|succeeded|PLANT\\bob|-|-"),
    (
      4648, subject + target + [("TargetServerName", "plc-srv"), ("IpAddress", "10.0.0.5")],
      "explicit login|succeeded|PLANT\\anna|10.0.0.5|-|as PLANT\\bob"
    ),
    (4672, subject + [("PrivilegeList", "SeDebugPrivilege")], "privileged login|succeeded|PLANT\\anna|-|-"),
    (
      4688, subject + [("NewProcessName", "C:\\a.exe"), ("CommandLine", "")],
      "process started|succeeded|PLANT\\anna|-|-|ran C:\\a.exe"
    ),
    (4720, subject + target, "account created|succeeded|PLANT\\anna|-|-|as PLANT\\bob"),
    (
      4740, subject + [("TargetUserName", "bob"), ("TargetDomainName", "\\\\WS1")],
      "account locked|succeeded|PLANT\\anna|WS1|-|as bob"
    ),
    (
      4776, [("PackageName", "NTLM"), ("TargetUserName", "bob"), ("Workstation", "WS1"), ("Status", "0x0")],
      "credential check|succeeded|bob|WS1|NTLM"
    ),
    (
      4776,
      [
        ("PackageName", "NTLM"), ("TargetUserName", "bob"), ("Workstation", "\\\\WS1"),
        ("Status", "0xc000006a"),
      ], "credential check|refused|bob|WS1|NTLM"
    ),
    (4724, subject, "other|succeeded|-|-|-"),
  ]

  @Test("as XML say who did what", arguments: events.indices)
  func table(index: Int) throws {
    let (id, data, said) = Self.events[index]
    let event = try WindowsEvent(parsing: Array(xml(id, data).utf8)[...])
    let record = event.record()
    #expect(record.said == said)
    #expect(record.host == "hmi1.plant.example")
    #expect(record.recordID == 4711)
    #expect(record.time?.rfc3339 == "2026-03-02T10:00:00.123456700Z")
  }

  @Test("as JSON in each shape say the same as in XML", arguments: events.indices)
  func json(index: Int) throws {
    let (id, data, said) = Self.events[index]
    func escaped(_ text: String) -> String { text.replacing("\\", with: "\\\\") }
    let fields = data.map { "\"\($0.0)\":\"\(escaped($0.1))\"" }.joined(separator: ",")
    let listed = data.map { "{\"@Name\":\"\($0.0)\",\"#text\":\"\(escaped($0.1))\"}" }.joined(separator: ",")
    let (provider, host) = ("Microsoft-Windows-Security-Auditing", "hmi1.plant.example")
    let time = "2026-03-02T10:00:00.1234567Z"
    let shapes = [
      """
      {"@timestamp":"\(time)","winlog":{"provider_name":"\(provider)","event_id":"\(id)","channel":"Security",
       "computer_name":"\(host)","record_id":4711,"event_data":{\(fields)}}}
      """,
      """
      {"EventTime":"\(time)","Hostname":"\(host)","Keywords":-9214364837600034816,"EventID":\(id),
       "SourceName":"\(provider)","RecordNumber":4711,"Channel":"Security",\(fields)}
      """,
      """
      {"Event":{"System":{"Provider":{"Name":"\(provider)"},"EventID":\(id),"EventRecordID":4711,
       "TimeCreated":{"SystemTime":"\(time)"},"Channel":"Security","Computer":"\(host)"},
       "EventData":{\(fields)}}}
      """,
      """
      {"Event":{"System":{"Provider":{"@Name":"\(provider)"},"EventID":{"#text":"\(id)"},
       "EventRecordID":"4711",
       "TimeCreated":{"@SystemTime":"\(time)"},"Computer":"\(host)"},"EventData":{"Data":[\(listed)]}}}
      """,
    ]
    for shape in shapes {
      let record = try WindowsEvent(parsingJSON: Array(shape.utf8)[...]).record()
      #expect(record.said == said)
      #expect(record.host == host)
      #expect(record.recordID == 4711)
      #expect(record.time?.rfc3339 == "2026-03-02T10:00:00.123456700Z")
    }
  }

  @Test("a cleared log names who cleared it")
  func cleared() throws {
    let event = """
      <Event><System><Provider Name="Microsoft-Windows-Eventlog"/><EventID>1102</EventID>
      <Channel>Security</Channel></System><UserData><LogFileCleared xmlns="x">
      <SubjectUserName>anna</SubjectUserName>
      <SubjectDomainName>PLANT</SubjectDomainName></LogFileCleared></UserData>
      <RenderingInfo Culture="en-US"><Message>The audit log was cleared.</Message></RenderingInfo></Event>
      """
    let record = try WindowsEvent(parsing: Array(event.utf8)[...]).record()
    #expect(record.said == "log cleared|succeeded|PLANT\\anna|-|-")
  }

  @Test("the same number from another provider is another event")
  func otherProvider() throws {
    let event = try WindowsEvent(parsing: Array(xml(4624, target, provider: "Plant Historian").utf8)[...])
    #expect(event.record().kind == .other)
  }

  @Test("every beginning is refused, and every changed octet read or refused")
  func hostile() {
    let octets = Array(xml(4625, target + client).utf8)
    for end in octets.indices {
      #expect(throws: LogError.self) { try WindowsEvent(parsing: octets[..<end]) }
    }
    for at in octets.indices {
      for value: UInt8 in [0x20, 0x26, 0x3C, 0xFF] {
        var changed = octets
        changed[at] = value
        guard let event = try? WindowsEvent(parsing: changed[...]) else { continue }
        #expect(event.fields.count <= target.count + client.count)
      }
    }
  }
}

@Suite("XML of events")
struct XMLReaderTests {
  private func read(_ text: String) throws -> XMLElement { try XMLReader.element(Array(text.utf8)[...]) }

  @Test("reads text, entities, CDATA, comments and attributes")
  func whole() throws {
    let element = try read(
      "<?xml version='1.0'?><!-- c --><a x='1&lt;' y=\"&#65;&#x42;\">t&amp;<b/><![CDATA[<&]]></a>\n")
    #expect(element["x"] == "1<")
    #expect(element["y"] == "AB")
    #expect(element.text == "t&<&")
    #expect(element.children.map(\.name) == ["b"])
  }

  @Test(
    "refuses what is no element, declares, or is not closed",
    arguments: [
      "", "a", "<a>", "<a></b>", "<a/><b/>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "<a>&x;</a>",
      "<a>&#0xD800;</a>",
      "<a x=1/>", "<a x='1' x='2'/>", "<a x='<'/>", "<a x='1'y='2'/>", "< a/>", "<a/>x", "<a>&amp</a>",
      "</a>",
    ])
  func refused(text: String) { #expect(throws: LogError.self) { try read(text) } }

  @Test("refuses what is deeper or more than its limits, and takes what is not")
  func limits() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    _ = try read(nested(XMLReader.nestingLimit))
    #expect(throws: LogError.self) { try read(nested(XMLReader.nestingLimit + 1)) }
    func wide(_ count: Int) -> String { "<a>" + String(repeating: "<b/>", count: count - 1) + "</a>" }
    #expect(try read(wide(XMLReader.elementLimit)).children.count == XMLReader.elementLimit - 1)
    #expect(throws: LogError.self) { try read(wide(XMLReader.elementLimit + 1)) }
  }
}
