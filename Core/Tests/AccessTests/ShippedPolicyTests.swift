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

  @Test("two files that give a policy one id are refused, with both places")
  func duplicate() throws {
    let file = PolicyFile(
      name: "own.cedar", text: Array("\n@id(\"own-sites-only\") permit (principal, action, resource);".utf8))
    #expect {
      try AccessPolicies(ShippedPolicies.files + [file], by: AccessModel())
    } throws: { error in
      "\(error)" == "own.cedar: 2: the id \"own-sites-only\" is that of a policy in guards.cedar already"
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
