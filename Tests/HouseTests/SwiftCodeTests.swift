import Testing

@Suite("Telling code from comments and strings")
struct SwiftCodeTests {
  @Test(
    "blanks what is no code and keeps its columns",
    arguments: [
      ("a // b", "a     "),
      ("a /* b /* c */ d */ e", "a                   e"),
      ("f(\"b!\")!", "f(\"  \")!"),
      ("\"\\\"b\" c", "\"   \" c"),
      ("#\"a\"b\"# c", "#\"   \"# c"),
      ("\"\\(x[\"k\"] ?? y(z))\" + a", "\"                 \" + a"),
      ("\"\"\"\na \"b\"\n\"\"\" c", "\"\"\"\n     \n\"\"\" c"),
      ("\"open\nb", "\"    \nb"),
      ("/* open\nb", "       \n "),
      ("#if !a", "#if !a"),
      ("\"", "\""),
      ("\"\\", "\"  ".dropLast().description),
    ])
  func blanks(source: String, code: String) {
    #expect(SwiftCode.blanked(source) == code)
  }
}
