using Tincan.Cli.Services;
using Tincan.Cli.Up;
using Tincan.Parsing;
using Tincan.Tests.Support;

namespace Tincan.Cli.Tests.Up;

/// <summary>Whatever becomes of a good plan, it is either read and can be explained, or refused with the place of the mistake.</summary>
public sealed class UpPropertyTests
{
    private const int Rounds = 3000;

    /// <summary>What is likely to mean something at another place, too.</summary>
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "/*", "//", "\n", "null", "true", "0", "-1", "1e400", "0.0000001", "1000.0", "\"\"", "\\u0000", "\\ud800", "\u00e9",
        "\"none\"", "\"0s\"", "\"*:1\"", "\"unix:@\"", "\"unix:x\"", "\"[::1]:5\"", "\"localhost:50008\"", "\"postgres://u:p@h/d?sslmode=x\"", "\"postgres://h:1/d\"", "\".\"",
        "\"tls\":{\"cert\":\"c\"},", "\"out\":\"o\",", "\"append\":true,", "\"exact-case\":true,", "\"target\":\"echo\",", "\"serve\":\"proxy\",", "\"socket-mode\":\"0660\",",
        "\"target-tls\":{},", "\"limits\":{\"idle-timeout\":5},", "\"page\":{},",
    ];

    private readonly ITestOutputHelper _output;

    public UpPropertyTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public void A_good_plan_with_mutations_is_read_or_refused_and_what_was_read_is_explained()
    {
        var seed = Environment.GetEnvironmentVariable("SEED") is { } said ? int.Parse(said) : Environment.TickCount;
        _output.WriteLine($"SEED={seed} repeats this run");
        var random = new Random(seed);
        byte[] good = File.ReadAllBytes(Docs.Path("../samples/up/tincan.json"));
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var plan = Mutated(good, random);
            try
            {
                read += IsRead(plan) ? 1 : 0;
            }
            catch (Exception bug) when (bug is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"SEED={seed}, round {round}: {bug}\n{Encoding.UTF8.GetString(plan)}");
            }
        }

        Assert.InRange(read, Rounds / 50, Rounds - (Rounds / 50));
    }

    /// <summary>Whether it was read, and then explained.</summary>
    private static bool IsRead(byte[] json)
    {
        ServiceGroup plan;
        try
        {
            plan = UpReader.Read(json, "up/tincan.json");
        }
        catch (SyntaxException wrong)
        {
            Assert.StartsWith("up/tincan.json:", wrong.Position, StringComparison.Ordinal);
            Assert.InRange(wrong.Caret, 0, 2 * wrong.Line.Length);
            Assert.NotEqual("", wrong.Problem);
            return false;
        }

        using var output = new StringWriter();
        UpCheck.Explain(plan, plan.Services.ToDictionary(static service => service.Name, static _ => "1 record"), output);
        Assert.All(plan.Services, service => Assert.Contains($"\n{service.Name}: ", output.ToString(), StringComparison.Ordinal));
        return true;
    }

    /// <summary>One to four mutations: a span deleted, doubled or moved, a byte changed, or a piece put in.</summary>
    private static byte[] Mutated(byte[] good, Random random)
    {
        var plan = good.ToList();
        for (var left = random.Next(1, 5); left > 0 && plan.Count > 0; left--)
        {
            var at = random.Next(plan.Count);
            var span = plan.GetRange(at, Math.Min(random.Next(1, random.Next(2, 80)), plan.Count - at));
            switch (random.Next(5))
            {
                case 0:
                    plan.RemoveRange(at, span.Count);
                    break;
                case 1:
                    plan.InsertRange(at, span);
                    break;
                case 2:
                    plan.RemoveRange(at, span.Count);
                    plan.InsertRange(random.Next(plan.Count + 1), span);
                    break;
                case 3:
                    plan[at] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)random.Next(' ', 127);
                    break;
                default:
                    plan.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. plan];
    }
}
