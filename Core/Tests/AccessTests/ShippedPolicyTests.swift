import Access
import Authorization
import Testing
import Vocabulary

@Suite("The policies that are shipped")
struct ShippedPolicyTests {
  @Test("are read, each with its own id and its words")
  func read() throws {
    let policies = try AccessPolicies(ShippedPolicies.files, by: AccessModel())
    #expect(policies.policies.count > 30)
    for rule in policies.rules.values {
      #expect(rule.words != nil, "\(rule.id) in \(rule.file) says nothing")
      #expect(!rule.id.string.contains("#"), "a policy of \(rule.file) has no id")
      #expect(!rule.id.string.hasPrefix(PolicyFile.ownerMark.string), "\(rule.id) reads as an owner's")
    }
  }

  @Test("keep to the schema, strictly")
  func valid() throws {
    let validator = Validator(try AccessModel().schema)
    let findings = validator.validate(try AccessPolicies(ShippedPolicies.files, by: AccessModel()).policies)
    #expect(findings.isEmpty)
  }

  @Test("know every verb that an activity has")
  func verbs() throws {
    let model = try AccessModel()
    for verb in Verb.allCases { #expect(model.action(Text(verb.text)) != nil, "\(verb.text)") }
  }

  @Test("name every role of the schema, each in a file of its own")
  func roles() throws {
    let names = ShippedPolicies.files.map(\.name)
    for role in try AccessModel().roles { #expect(names.contains("\(role).cedar")) }
  }

  @Test("two files that give a policy one id are refused, with both places; a shipped id can't be taken")
  func duplicate() throws {
    let (first, second) = (
      PolicyFile(
        name: "a.cedar", text: Array("@id(\"own-sites-only\") permit (principal, action, resource);".utf8)),
      PolicyFile(
        name: "b.cedar", text: Array("\n@id(\"own-sites-only\") permit (principal, action, resource);".utf8))
    )
    let policies = try AccessPolicies(ShippedPolicies.files + [first], by: AccessModel())
    #expect(policies.rules["own-sites-only"]?.file == "guards.cedar")
    #expect(policies.rules["own:own-sites-only"]?.file == "a.cedar")
    #expect {
      try AccessPolicies(ShippedPolicies.files + [first, second], by: AccessModel())
    } throws: { error in
      "\(error)" == "b.cedar: 2: the id \"own:own-sites-only\" is that of a policy in a.cedar already"
    }
  }

  @Test("a file that is no policy is refused with its place")
  func broken() throws {
    let file = PolicyFile(name: "own.cedar", text: Array("permit (principal, action);".utf8))
    #expect { try AccessPolicies([file], by: AccessModel()) } throws: { error in
      "\(error)".hasPrefix("own.cedar: line 1, column ")
    }
  }
}
