using Tincan.Checks.Contexts;

namespace Tincan.Checks.Tests.Contexts;

public sealed class ClientOutputTests
{
    [Theory]
    [InlineData("eno\nowt\n")]
    [InlineData("eno\nowt")]
    [InlineData("Hello!\neno\nby the way\nowt\nBye.\n")]
    [InlineData("answer: eno\n> owt\n")]
    [InlineData("What? eno\nWhat? owt\n")]
    [InlineData("sent=one recv=eno\nsent=two recv=owt\n")]
    [InlineData("Reversed:eno\r\nReversed:owt\r\n")]
    [InlineData("The answer is:\n eno\n\n owt\n")]
    public void Lines_may_have_other_lines_and_prompts_around_them(string text) => Output(text).Expect("eno", "owt");

    [Theory]
    [InlineData("owt\neno\n", "line 2 of 2 is missing: the answer is there, but before another that should come first")]
    [InlineData("eno\n", "line 2 of 2 is missing")]
    [InlineData("enowt\n", "line 1 of 2 is missing: the answer is there, but more follows it on its line: 'wt'")]
    [InlineData("eno\nowt!\n", "line 2 of 2 is missing: the answer is there, but more follows it on its line: '!'")]
    [InlineData("b'eno'\nb'owt'\n", "line 1 of 2 is missing: the answer is there, but more follows it on its line: '''")]
    [InlineData("you: eno you: owt\n", "line 1 of 2 is missing: the answer is there, but more follows it on its line: ' you: owt'")]
    [InlineData("xeno\nxowt\n", "line 1 of 2 is missing: the answer is there, after 'x'")]
    public void Lines_must_be_complete_and_in_order(string text, string problem)
    {
        var failed = Assert.Throws<CheckFailedException>(() => Output(text).Expect("eno", "owt"));

        Assert.Equal((FailureKind.WrongBytes, problem, "on standard output"), (failed.Kind, failed.Message, failed.Where));
        Assert.Equal("eno\nowt\n", Encoding.UTF8.GetString(failed.Expected!.Value.Span));
    }

    [Fact]
    public void Text_around_answers_is_accepted_if_the_probe_found_it()
    {
        var around = Surroundings.Of("I sent \"one\" and got \"eno\".\nI sent \"two\" and got \"owt\".\n", ["one", "two"], ["eno", "owt"])!;

        (Output("I sent \"a\" and got \"eno\".\nI sent \"b\" and got \"owt\".\n") with { Surroundings = around }).Expect("eno", "owt");
        Assert.Equal("between '\" and got \"' and '\".'", around.Description);
        Assert.Throws<CheckFailedException>(() => (File("and got \"eno\".\n") with { Surroundings = around }).Expect("eno"));
    }

    [Theory]
    [InlineData("sent=one recv=eno\nsent=two recv=owt\n", "after 'recv='")]
    [InlineData("one\ntwo\nServer: owt\n", "after 'Server:'")]
    [InlineData("> eno\n> owt\n", null)]
    public void The_common_text_before_answers_is_found(string output, string? words) =>
        Assert.Equal(words, Surroundings.Of(output, ["one", "two"], ["eno", "owt"])!.Description);

    [Theory]
    [InlineData("eno\nowt\n")]
    [InlineData("nothing of it\n")]
    [InlineData("b'eno'\n")]
    public void Plain_or_missing_answers_have_no_text_around_them(string output) =>
        Assert.Null(Surroundings.Of(output, ["one", "two"], ["eno", "owt"]));

    [Fact]
    public void The_message_says_where_a_misplaced_answer_is() => Assert.Equal(
        "line 1 of 1 is missing: the answer is there, after 'answer: '", Assert.Throws<CheckFailedException>(() => File("answer: eno\n").Expect("eno")).Message);

    [Fact]
    public void A_blank_answer_may_follow_a_prompt() => Output("a: first\na: \na: last\n").Expect("first", "", "last");

    [Fact]
    public void No_output_is_no_answer() =>
        Assert.Equal(FailureKind.NoAnswer, Assert.Throws<CheckFailedException>(() => Output("").Expect("eno")).Kind);

    [Fact]
    public void A_file_has_no_prompts() => Assert.Throws<CheckFailedException>(() => File("answer: eno\n").Expect("eno"));

    [Theory]
    [InlineData("eno\nowt\n", true)]
    [InlineData("eno\nowt", false)]
    [InlineData("Answers\neno\nowt\n", false)]
    [InlineData("eno\r\nowt\r\n", false)]
    public void A_file_contains_only_the_lines(string text, bool isRight)
    {
        var failed = Record.Exception(() => File(text).ExpectOnly("eno", "owt"));

        Assert.Equal(isRight, failed is null);
    }

    [Fact]
    public void Standard_output_may_contain_more() => Output("Answers\neno\nowt\n").ExpectOnly("eno", "owt");

    [Theory]
    [InlineData("before\0\u00ffbehind", true)]
    [InlineData("before\0", false)]
    [InlineData("\0\n\u00ff", false)]
    public void Bytes_must_be_in_one_piece(string latin, bool isRight)
    {
        var written = new ClientOutput(Encoding.Latin1.GetBytes(latin), "on standard output", IsFile: false);

        Assert.Equal(isRight, Record.Exception(() => written.Expect((byte[])[0, 0xFF])) is null);
    }

    private static ClientOutput Output(string text) => new(Encoding.UTF8.GetBytes(text), "on standard output", IsFile: false);

    private static ClientOutput File(string text) => new(Encoding.UTF8.GetBytes(text), "in the file 'out.txt'", IsFile: true);
}
