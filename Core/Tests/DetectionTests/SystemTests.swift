import Detection
import Testing
import Vocabulary

@Suite("What hosts do to each other's systems")
struct SystemTests {
  /// A deed, the kind it is found as, and its severity done, with a program laid before it, tried, and done
  /// by the owner's server.
  struct Case: Sendable, CustomTestStringConvertible {
    let kind: FindingKind
    let verb: Verb
    let deed: Deed
    let done: Severity
    let withProgram: Severity
    let refused: Severity
    let byManager: Severity

    var testDescription: String { "\(kind.text) by \(deed)" }

    init(
      _ kind: FindingKind, _ verb: Verb, _ deed: Deed, _ done: Severity, _ withProgram: Severity,
      _ refused: Severity, _ byManager: Severity
    ) {
      self.kind = kind
      self.verb = verb
      self.deed = deed
      self.done = done
      self.withProgram = withProgram
      self.refused = refused
      self.byManager = byManager
    }
  }

  static let cases: [Case] = [
    Case(.remoteProgramLaid, .transfer, .adminExecutableWrite, .medium, .medium, .low, .low),
    Case(.remoteServiceCreated, .configure, .serviceCreated, .medium, .high, .low, .low),
    Case(.remoteServiceCreated, .configure, .serviceChanged, .medium, .high, .low, .low),
    Case(.remoteServiceCreated, .configure, .commandService, .high, .high, .medium, .low),
    Case(.remoteTaskCreated, .configure, .taskCreated, .medium, .high, .low, .low),
    Case(.remoteExecution, .operate, .remoteExecution, .medium, .high, .low, .low),
    Case(.remoteRegistry, .configure, .registryChanged, .medium, .medium, .low, .low),
    Case(.remoteRegistry, .transfer, .secretsSaved, .high, .high, .medium, .low),
    Case(.remoteDriverInstalled, .configure, .driverInstalled, .medium, .medium, .low, .low),
    Case(.logCleared, .configure, .logCleared, .high, .high, .medium, .medium),
    Case(.authenticationCoercion, .read, .coercion, .high, .high, .high, .high),
    Case(.authenticationCoercion, .read, .possibleCoercion, .medium, .medium, .medium, .medium),
    Case(.directoryReplication, .transfer, .replication, .high, .high, .medium, .high),
    Case(.directoryReplication, .configure, .replicaAdded, .high, .high, .medium, .high),
  ]

  @Test("each deed has its finding and its severities", arguments: cases)
  func deeds(_ one: Case) {
    var done = Scene()
    done.call(done.host(), done.host(), one.verb, one.deed)
    #expect(done.kinds == [one.kind])
    #expect(done.severity(one.kind) == one.done)
    var program = Scene()
    let (actor, target) = (program.host(), program.host())
    program.layProgram(actor, target, at: 0)
    program.call(actor, target, one.verb, one.deed, at: 599)
    #expect(program.severity(one.kind) == one.withProgram)
    var refused = Scene()
    refused.call(refused.host(), refused.host(), one.verb, one.deed, .refused)
    #expect(refused.severity(one.kind) == one.refused)
    var manager = Scene()
    manager.call(manager.host(owner: RoleSet(.server)), manager.host(), one.verb, one.deed)
    #expect(manager.severity(one.kind) == one.byManager)
  }

  @Test("a machine that logs in by NTLM at who logged in to it was told to, one that does so first was not")
  func returns() {
    for (gap, isFound) in [(59.0, true), (61, false)] {
      var scene = Scene()
      let (attacker, server) = (scene.host(), scene.host())
      scene.login(attacker, server, user: 1, .succeeded)
      scene.login(server, attacker, user: 2, .refused, at: gap, .machineLogin)
      #expect(scene.kinds == (isFound ? [.authenticationCoercion] : []))
      #expect(scene.severity(.authenticationCoercion) == (isFound ? .medium : nil))
      #expect(!isFound || scene.findings[0].endpoints == [attacker, server])
    }
    var scene = Scene()
    let (machine, files) = (scene.host(), scene.host())
    scene.login(machine, files, user: 2, .succeeded, .machineLogin)
    scene.login(machine, files, user: 2, .succeeded, at: 5, .machineLogin)
    #expect(scene.findings.isEmpty)
  }

  @Test("a program that was laid longer before, or by another host, makes a service no worse")
  func programElsewhere() {
    var scene = Scene()
    let (actor, other, target) = (scene.host(), scene.host(), scene.host())
    scene.layProgram(actor, target, at: 0)
    scene.layProgram(other, target, at: 700)
    scene.call(actor, target, .configure, .serviceCreated, at: 701)
    #expect(scene.severity(.remoteServiceCreated) == .medium)
  }

  @Test("silent: what a system does to itself, queries of monitoring, services that are only started")
  func lookAlikes() {
    var scene = Scene()
    let (monitor, server) = (scene.host(), scene.host())
    for number in 0..<500 {
      scene.call(monitor, server, .read, .plain, at: Double(number), object: number)
      scene.call(monitor, server, .operate, .plain, at: Double(number))
    }
    let own = scene.host(asset: 70)
    scene.call(own, scene.host(asset: 70), .configure, .serviceCreated)
    scene.layProgram(monitor, server)
    #expect(scene.findings.isEmpty)
  }

  @Test("silent: domain controllers that copy from each other, listed, stated, serving, or asked in turn")
  func controllers() {
    for (owner, stated, serving) in [
      (RoleSet(.domainController), [], []), ([], RoleSet(.domainController), []),
      ([], [], RoleSet(.domainController)),
    ] as [(RoleSet, RoleSet, RoleSet)] {
      var scene = Scene()
      let copier = scene.host(owner: owner, stated: stated, serving: serving)
      scene.call(copier, scene.host(), .transfer, .replication)
      #expect(scene.findings.isEmpty)
    }
    var scene = Scene()
    let (one, two) = (scene.host(), scene.host())
    scene.call(one, two, .transfer, .replication)
    scene.call(two, one, .transfer, .replication)
    #expect(scene.findings.isEmpty)
  }

  @Test("proofs of zeros are high, critical where one is accepted; a machine's real login is silent")
  func zerologon() {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host(serving: RoleSet(.domainController)))
    scene.call(actor, target, .connect, .emptyCredential)
    for number in 0..<200 {
      scene.login(actor, target, user: 1, .refused, at: Double(number) / 10, .emptyCredential, name: .dcerpc)
    }
    #expect(scene.kinds == [.zerologon])
    #expect(scene.severity(.zerologon) == .high)
    scene.login(actor, target, user: 1, .succeeded, at: 21, .emptyCredential, name: .dcerpc)
    #expect(scene.severity(.zerologon) == .critical)
    var real = Scene()
    real.login(real.host(), real.host(), user: 1, .succeeded)
    #expect(real.findings.isEmpty)
  }
}

@Suite("Attacks on passwords and directories")
struct CredentialTests {
  @Test(
    "8 communities at one agent are guesses; 7 are not, nor is one again and again, nor the owner's scanner",
    arguments: [(7, false), (8, true)])
  func communities(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (actor, agent, poller) = (scene.host(), scene.host(), scene.host())
    let scanner = scene.host(owner: .scanner)
    for number in 0..<count {
      let mark = UInt32(number + 1)
      scene.wrong(.secretInClear, actor, agent, name: .snmp, octets: 6, mark: mark)
      scene.wrong(.secretInClear, scanner, agent, name: .snmp, octets: 6, mark: mark)
      scene.wrong(.secretInClear, poller, agent, name: .snmp, octets: 6, mark: 7)
      scene.wrong(.secretInClear, poller, agent, name: .ftp, octets: 6, mark: mark)
    }
    #expect(scene.kinds.filter { $0 == .bruteForce } == (isFound ? [.bruteForce] : []))
    #expect(scene.findings.first { $0.kind == .bruteForce }?.endpoints == (isFound ? [actor, agent] : nil))
  }

  @Test(
    "10 refused logins in a minute or 20 in an hour are brute force, fewer are not",
    arguments: [(9, 1.0, false), (10, 1.0, true), (19, 100.0, false), (20, 100.0, true), (20, 200.0, false)])
  func bruteForce(_ count: Int, _ gap: Double, _ isFound: Bool) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host())
    for number in 0..<count {
      // Uneven: nothing that tries by the clock.
      let time = Double(number) * gap + (number % 2 == 0 ? gap * 0.4 : 0)
      scene.login(actor, target, user: 1, at: time, name: .ftp)
    }
    #expect(scene.kinds == (isFound ? [.bruteForce] : []))
    #expect(scene.severity(.bruteForce) == (isFound ? .medium : nil))
    guard isFound else { return }
    scene.login(actor, target, user: 1, .succeeded, at: Double(count) * gap, name: .ftp)
    #expect(scene.severity(.bruteForce) == .high)
  }

  @Test("silent: a service that forgot its password, a person who mistypes, the owner's scanner")
  func forgotten() {
    var scene = Scene()
    let (service, person, scanner, target) = (
      scene.host(), scene.host(), scene.host(owner: .scanner), scene.host()
    )
    for number in 0..<600 {
      scene.login(service, target, user: 1, at: Double(number) * 5)
      scene.login(scanner, target, user: number, at: Double(number) / 10)
    }
    for number in 0..<5 { scene.login(person, target, user: 2, at: Double(number) * 3) }
    scene.login(person, target, user: 2, .succeeded, at: 20)
    #expect(scene.findings.isEmpty)
  }

  @Test(
    "8 users refused in five minutes are spraying, 7 are not", arguments: [(7, false), (8, true), (60, true)])
  func spraying(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host())
    for number in 0..<count { scene.login(actor, target, user: number, at: Double(number) * 3) }
    #expect(scene.kinds == (isFound ? [.passwordSpraying] : []))
    #expect(scene.severity(.passwordSpraying) == (isFound ? .medium : nil))
    guard isFound else { return }
    scene.login(actor, target, user: count, .succeeded, at: Double(count) * 3)
    #expect(scene.severity(.passwordSpraying) == .high)
  }

  @Test("a listed server behind which many log in is calm, users over a day are silent")
  func sprayingLookAlikes() {
    var scene = Scene()
    let (front, office, target) = (scene.host(owner: RoleSet(.server)), scene.host(), scene.host())
    for number in 0..<8 {
      scene.login(front, target, user: number, at: Double(number) * 30)
      scene.login(office, target, user: number, at: Double(number) * 3_600)
    }
    #expect(scene.findings.map(\.severity) == [.low])
    #expect(scene.kinds == [.passwordSpraying])
  }

  @Test("8 unknown users in a minute are enumeration, 7 are not", arguments: [(7, false), (8, true)])
  func unknownUsers(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host())
    for number in 0..<count {
      scene.login(
        actor, target, user: number, .refused, at: Double(number) * 7, .unknownAccount, name: .kerberos)
    }
    #expect(scene.kinds == (isFound ? [.accountEnumeration] : []))
  }

  @Test("a list of accounts is noted, by managers and domain controllers it is not")
  func listings() {
    var scene = Scene()
    let target = scene.host()
    scene.call(scene.host(owner: RoleSet(.server)), target, .browse, .accountListing)
    scene.call(scene.host(serving: RoleSet(.domainController)), target, .browse, .accountListing)
    scene.call(scene.host(), target, .browse, .accountListing, .refused)
    #expect(scene.findings.isEmpty)
    scene.call(scene.host(), target, .browse, .accountListing)
    #expect(scene.findings.map(\.severity) == [.low])
  }

  @Test(
    "tickets asked for in RC4 on purpose: one is medium, three are high",
    arguments: [(1, Severity.medium), (3, .high)])
  func kerberoasting(_ count: Int, _ severity: Severity) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host())
    for number in 0..<count {
      scene.act(
        actor, target, .connect, .downgradedTicket, at: Double(number), object: Scene.text(number),
        name: .kerberos)
    }
    #expect(scene.kinds == [.kerberoasting])
    #expect(scene.severity(.kerberoasting) == severity)
  }

  @Test("weak tickets for 4 services in five minutes, not for 3, nor for one again and again")
  func weakTickets() {
    for (services, isFound) in [(3, false), (4, true)] {
      var scene = Scene()
      let (actor, target) = (scene.host(), scene.host())
      for number in 0..<40 {
        scene.act(
          actor, target, .connect, .weakTicket, at: Double(number), object: Scene.text(number % services),
          name: .kerberos)
      }
      #expect(scene.kinds == (isFound ? [.kerberoasting] : []))
    }
  }

  @Test("accounts without proof: one is low, three are medium", arguments: [(1, Severity.low), (3, .medium)])
  func roasting(_ count: Int, _ severity: Severity) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host())
    for number in 0..<count {
      scene.login(
        actor, target, user: number, .succeeded, at: Double(number), .noPreauthentication, name: .kerberos)
    }
    #expect(scene.kinds == [.asrepRoasting])
    #expect(scene.severity(.asrepRoasting) == severity)
  }

  @Test(
    "6 broad searches in five minutes, not 5, nor one again and again", arguments: [(5, false), (6, true)])
  func searches(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host())
    for number in 0..<60 {
      scene.act(
        actor, target, .browse, .broadSearch, at: Double(number), object: Scene.text(number % count),
        name: .ldap)
      scene.act(
        actor, target, .browse, .plain, at: Double(number), object: Scene.text(number), name: .ldap)
    }
    #expect(scene.kinds == (isFound ? [.directoryEnumeration] : []))
    #expect(scene.severity(.directoryEnumeration) == (isFound ? .medium : nil))
  }

  @Test("a search for guessable accounts alone is low")
  func roastableSearch() {
    var scene = Scene()
    scene.act(scene.host(), scene.host(), .browse, .roastableSearch, object: Scene.text(1), name: .ldap)
    #expect(scene.kinds == [.directoryEnumeration])
    #expect(scene.severity(.directoryEnumeration) == .low)
  }
}
