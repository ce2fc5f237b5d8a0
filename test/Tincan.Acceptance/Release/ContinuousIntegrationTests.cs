using System.Text.Json;
using System.Xml.Linq;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Release;

/// <summary>The scripts in ci/, as the service runs them.</summary>
public sealed class ContinuousIntegrationTests : IDisposable
{
    private const string FailingCase = "one-line";

    private static readonly string Folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Place.Observations)!, "../ci"));

    private readonly Scratch _scratch = new();

    [Fact]
    public async Task The_GitHub_action_adds_the_failure_to_the_summary_of_the_job()
    {
        var action = await ReadAsync("action.yml");
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in action.GetProperty("inputs").EnumerateObject())
        {
            inputs[input.Name] = input.Value.TryGetProperty("default", out var value) ? value.GetString()! : "";
        }

        inputs["suite"] = "reverse.server";
        inputs["program"] = "python3 -B \"a server.py\" {port}";
        inputs["options"] = $"--no-faults --only {FailingCase}";
        inputs["reports"] = _scratch["reports"];
        inputs["workdir"] = _scratch["work"];
        WriteServer();
        var step = action.GetProperty("runs").GetProperty("steps").EnumerateArray().Single(static one => one.GetProperty("name").GetString() == "Check the program");
        var variables = step.GetProperty("env").EnumerateObject().ToDictionary(
            static one => one.Name, one => inputs[one.Value.GetString()!.Split(' ')[1]["inputs.".Length..]], StringComparer.Ordinal);
        variables["GITHUB_STEP_SUMMARY"] = _scratch["summary"];
        variables["GITHUB_JOB"] = "server";

        var outcome = await RunAsync(step.GetProperty("run").GetString()!, variables);

        Assert.True(outcome.Code == 1, outcome.Text + outcome.Error);
        var summary = await File.ReadAllTextAsync(_scratch["summary"], TestContext.Current.CancellationToken);
        Assert.Contains($"reverse.server.{FailingCase}", summary, StringComparison.Ordinal);
        Assert.EndsWith("\nThe artifact `tincan-server` has a picture of each failure.\n", summary, StringComparison.Ordinal);
        Assert.Contains("<testsuite", await File.ReadAllTextAsync(_scratch["reports/junit.xml"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Welcome to CS 352!", XDocument.Load(_scratch[$"reports/pictures/reverse.server.{FailingCase}.svg"]).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_GitLab_template_fails_the_job_and_leaves_the_reports()
    {
        var job = (await ReadAsync("gitlab.yml")).GetProperty(".tincan-check");
        var variables = job.GetProperty("variables").EnumerateObject().ToDictionary(static one => one.Name, static one => one.Value.GetString()!, StringComparer.Ordinal);
        variables["TINCAN_SUITE"] = "reverse.server";
        variables["TINCAN_PROGRAM"] = "python3 -B 'a server.py' {port}";
        variables["TINCAN_OPTIONS"] = $"--no-faults --only {FailingCase}";
        variables["TINCAN_WORKDIR"] = "work";
        WriteServer();

        var outcome = await RunAsync(string.Join('\n', job.GetProperty("script").EnumerateArray().Select(static one => one.GetString())), variables);

        Assert.True(outcome.Code == 1, outcome.Text + outcome.Error);
        var report = XDocument.Load(_scratch["tincan-reports/junit.xml"]);
        Assert.Single(report.Descendants("failure"));
        var attachment = report.Descendants("system-out").Single(static one => one.Value.StartsWith("[[ATTACHMENT|", StringComparison.Ordinal)).Value;
        Assert.True(File.Exists(_scratch[attachment["[[ATTACHMENT|".Length..^"]]".Length]]), attachment);
        Assert.True(File.Exists(_scratch["tincan-reports/summary.md"]));
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>A server that greets and then closes.</summary>
    private void WriteServer()
    {
        Directory.CreateDirectory(_scratch["work"]);
        _scratch.Write("work/a server.py", """
            import socket, sys
            server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
            while True:
                client, _ = server.accept()
                client.sendall(b"Welcome to CS 352!")
                client.recv(100)
                client.close()
            """);
    }

    /// <summary>Runs a script as both services do: the program is on the path.</summary>
    private async Task<Outcome> RunAsync(string script, Dictionary<string, string> variables)
    {
        variables["PATH"] = $"{Path.GetDirectoryName(Place.Program)}:{Environment.GetEnvironmentVariable("PATH")}";
        await using var running = Running.Start("/usr/bin/env", ["-C", _scratch["."], "bash", "-e", "-o", "pipefail", "-c", script], variables);
        running.EndInput();
        return await running.ExitAsync();
    }

    private static async Task<JsonElement> ReadAsync(string file)
    {
        await using var running = Running.Start("/usr/bin/python3", ["-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))", Path.Combine(Folder, file)]);
        var outcome = await running.ExitAsync();
        Assert.True(outcome.Code == 0, outcome.Error);
        return JsonDocument.Parse(outcome.Text).RootElement;
    }
}
