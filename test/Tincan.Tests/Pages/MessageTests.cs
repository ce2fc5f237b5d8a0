using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Values;
using Tincan.Parsing;

namespace Tincan.Tests.Pages;

/// <summary>What a message on a page matches, captures and is sent as.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("HELLO", "HELLO", "")]
    [InlineData("HELLO", "HELLO ", null)]
    [InlineData("HELLO", "hello", null)]
    [InlineData("$line", "", "line=")]
    [InlineData("$line:text", "", null)]
    [InlineData("SET $key $value", "SET a b c", "key=a value=b c")]
    [InlineData("SET $key $value", "SET a", null)]
    [InlineData("$name: $text", "ann: hi: you", "name=ann text=hi: you")]
    [InlineData("$a:word,$b:word", "x,y", null)]
    [InlineData("$a,$b:word", "x,y", "a=x b=y")]
    [InlineData("$n:number apples", "-12.5 apples", "n=-12.5")]
    [InlineData("$n:number apples", "many apples", null)]
    [InlineData("It is $n:number.", "It is 5.", "n=5")]
    [InlineData("is $(7 / 2):number.", "is 3.5.", "")]
    [InlineData("is $(7 / 2):number.", "is 3.50.", "")]
    [InlineData("is $(7 / 2):number.", "is 3.", null)]
    [InlineData("is $(7 / 2)", "is 3.50", null)]
    [InlineData("$x and $x", "a and a", "x=a")]
    [InlineData("$x and $x", "a and b", null)]
    [InlineData("Hello…", "Hello, world", "")]
    [InlineData("…!", "Hello!!", "")]
    [InlineData("…", "anything", "")]
    [InlineData("$_ $last", "one two", "last=two")]
    [InlineData("/[a-z]+(?<n>[0-9]+)/", "ab12", "n=12")]
    [InlineData("/[a-z]+/", "ab12", null)]
    [InlineData(@"/(?i:ping|echo)\r\n\$[0-9]+\r\n(?<text>(?s:.*))\r\n/", "Echo\r\n$2\r\nhi\r\n", "text=hi")]
    [InlineData(@"/(?<text>.*)\r\n/", "hi\r\n", "text=hi")]
    [InlineData(@"/(?<text>.*)\n$/", "hi\n", "text=hi")]
    [InlineData(@"/(?<text>[a-z]+)\b/", "hi", "text=hi")]
    [InlineData("\" quoted \"", " quoted ", "")]
    [InlineData(@"a\tb\x21", "a\tb!", "")]
    [InlineData(@"\$5", "$5", "")]
    [InlineData("$(upper(\"a\") )b", "Ab", "")]
    [InlineData("für", "für", "")]
    [InlineData("""{"a": $x, "b": [1, …]}""", """{"b":[1,2],"a":"t"}""", "x=t")]
    [InlineData("""{"a": $x}""", """{"a":1,"b":2}""", null)]
    [InlineData("""{"a": $x, …}""", """{"a":1,"b":2}""", "x=1")]
    [InlineData("""{"a": $x:number}""", """{"a":"1"}""", null)]
    [InlineData("""{"a": 1.0}""", """{"a":1}""", "")]
    [InlineData("""{"a": "1"}""", """{"a":1}""", null)]
    [InlineData("""[$x, $x]""", """[true, true]""", "x=true")]
    [InlineData("""{}""", "{", null)]
    public void A_message_matches_or_not(string written, string message, string? captured)
    {
        var scope = new Scope();

        var matches = Read(written).Matches(ByteText.FromUtf8(message), scope);

        Assert.Equal(captured, matches ? string.Join(' ', scope.Captures.Select(static pair => $"{pair.Key}={pair.Value.AsText()}")) : null);
    }

    [Theory]
    [InlineData("PONG $x", "PONG 5")]
    [InlineData("$($x + 1)", "6")]
    [InlineData("$($x / 2)", "2.5")]
    [InlineData("$($x div 2) $($x mod 2) $(-$x)", "2 1 -5")]
    [InlineData("$(if($x > 3, \"big\", \"small\"))", "big")]
    [InlineData("$(if($x > 3 and not $x = 5, 1, 0))", "0")]
    [InlineData("$(reverse(\"ünx\")) $(swapcase(\"aBc\")) $(hex(\"A\")) $(length(\"ü\"))", "xnü AbC 41 2")]
    [InlineData("$(\"a$x b\" matches /a5/)", "true")]
    [InlineData("$(word(\"one two\", 2))", "two")]
    [InlineData("""{"n": $x, "t": "v$x"}""", """{"n": 5, "t": "v5"}""")]
    [InlineData("""{"n": $x * 2}""", """{"n": 10}""")]
    public void A_message_is_written_with_what_is_known(string written, string sent)
    {
        var scope = new Scope { Captures = new Dictionary<string, Value> { ["x"] = new NumberValue(5) } };

        Assert.Equal(sent, Encoding.UTF8.GetString(Read(written).Write(scope).ToArray()));
    }

    [Theory]
    [InlineData("$(1 / 0)", "this divides by 0")]
    [InlineData("$(\"a\" + 1)", "'a' is not a number")]
    [InlineData("$(unhex(\"xy\"))", "'xy' is not hexadecimal")]
    public void A_name_without_a_value_is_reported(string written, string problem) =>
        Assert.Equal(problem, Assert.Throws<EvaluationException>(() => Read(written).Write(new Scope())).Problem);

    [Fact]
    public void Nesting_has_a_limit()
    {
        Assert.Throws<SyntaxException>(() => Read($"$({new string('(', 10_000)}1"));
        Assert.Throws<SyntaxException>(() => Read($"{{\"a\": {new string('[', 10_000)}{new string(']', 10_000)}}}"));
    }

    private static MessageForm Read(string text)
    {
        var source = new SourceText(Encoding.UTF8.GetBytes(text), "test.md");
        return MessageParser.Read(source, 0, source.Length);
    }
}
