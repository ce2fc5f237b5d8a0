using System.Diagnostics;
using Tincan.Checks.Reports;
using Tincan.Checks.Running;

namespace Tincan.Checks.Tests;

/// <summary>Reports for programs, checked against the specifications that the validators in <c>Rules</c> name.</summary>
[Trait("Needs", "Linux")]
public sealed class ReportRulesTests
{
    /// <summary>Everything that XML cannot represent, and text that looks like markup.</summary>
    private static readonly string Nasty = string.Concat(Enumerable.Range(0, 0x100).Select(static one => (char)one)) + "\ud800 \udc00 \ufffe \uffff \u2028 ]]> <![CDATA[ --> & \u202e ok 1 # TODO\n  ...\nBail out!\n";

    public static TheoryData<string, string?> Talks => new() { { "", null }, { "plain\nwords\n", null }, { Nasty, null }, { Nasty, "something listens on port 1 already" } };

    [Theory]
    [MemberData(nameof(Talks))]
    public Task JUnit_reports_are_valid(string written, string? broken) => ObeysAsync("junit.py", written, broken, static output => new JUnitReport(output));

    [Theory]
    [MemberData(nameof(Talks))]
    public Task TAP_reports_are_valid(string written, string? broken) => ObeysAsync("tap.py", written, broken, static output => new TapReport(output));

    [Theory]
    [MemberData(nameof(Talks))]
    public Task Gradescope_reports_are_valid(string written, string? broken) => ObeysAsync("gradescope.py", written, broken, static output => new GradescopeReport(output));

    [Theory]
    [MemberData(nameof(Talks))]
    public Task JSON_reports_are_valid(string written, string? broken) => ObeysAsync("check_json.py", written, broken, static output => new JsonReport(output));

    /// <summary>A validator that rejects nothing proves nothing.</summary>
    [Theory]
    [InlineData("junit.py", "tests=\"", "tests=\"1")]
    [InlineData("junit.py", "<failure ", "<defeat ")]
    [InlineData("tap.py", "TAP version 14", "TAP version 13")]
    [InlineData("tap.py", "  severity: ", " severity: ")]
    [InlineData("tap.py", "\nnot ok ", "\nok 1\nnot ok ")]
    [InlineData("gradescope.py", "\"status\": \"failed\"", "\"status\": \"lost\"")]
    [InlineData("gradescope.py", "\"max_score\": 2", "\"max_score\": -2")]
    [InlineData("check_json.py", "\"kind\": \"died\"", "\"kind\": \"dead\"")]
    [InlineData("check_json.py", "\"hint\": ", "\"tip\": ")]
    public async Task A_validator_rejects_an_invalid_report(string rules, string right, string wrong)
    {
        var record = Fabricated.Everything();
        var text = Fabricated.Render(record, output => rules switch
        {
            "junit.py" => new JUnitReport(output),
            "tap.py" => new TapReport(output),
            "gradescope.py" => new GradescopeReport(output),
            _ => new JsonReport(output),
        });
        var broken = text.Replace(right, wrong, StringComparison.Ordinal);

        Assert.NotEqual(text, broken);
        Assert.NotEqual(0, (await JudgeAsync(rules, record.Cases.Count, broken)).Code);
    }

    private static async Task ObeysAsync(string rules, string written, string? broken, Func<TextWriter, ICheckReport> make)
    {
        var record = Fabricated.Everything(written, broken);
        await ObeysAsync(rules, record.Cases.Count, Fabricated.Render(record, make));
    }

    /// <summary>Validates a report of that many cases.</summary>
    internal static async Task ObeysAsync(string rules, int cases, string text) => Assert.Equal((0, ""), await JudgeAsync(rules, cases, text));

    private static async Task<(int Code, string Problem)> JudgeAsync(string rules, int cases, string text, [CallerFilePath] string here = "")
    {
        var script = Path.Combine(Path.GetDirectoryName(here)!, "Rules", rules);
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-B", script, $"{cases}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        await python.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        python.StandardInput.Close();
        var problem = await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();
        return (python.ExitCode, problem);
    }
}
