using Tincan.Bench;
using Tincan.Bench.Measuring;
using Tincan.Bench.Processes;
using Tincan.Bench.Reports;
using Tincan.Bench.Servers;

if (args is ["--kestrel", var mode, var port])
{
    await Kestrel.RunAsync(mode, int.Parse(port, CultureInfo.InvariantCulture));
    return 0;
}

if (!BenchOptions.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine($"bench: {problem}");
    return 2;
}

if (Compiled.Missing("load.c") is { } compiler)
{
    Console.Error.WriteLine($"bench: the load and what everything is compared with are in C, and {compiler} is not installed");
    return 6;
}

using var scratch = new Scratch();
Console.CancelKeyPress += (_, _) => scratch.Dispose();
var machine = Machine.Describe();
foreach (var (name, value) in machine)
{
    Console.WriteLine($"{name}: {value}");
}

var outcomes = await Interleaved.RunAsync(
    options.Selection,
    new Runner(scratch, options.Warm, options.Seconds),
    options.Rounds,
    Console.Error);
Console.Write(TextTable.Write(outcomes));
if (options.Json is { } json)
{
    File.WriteAllText(json, JsonReport.Write(outcomes, options, machine));
}

if (options.Page is { } page)
{
    PageReport.Write(page, outcomes, options, machine);
}

var failures = outcomes.SelectMany(static outcome => outcome.Samples, static (outcome, sample) => (outcome, sample.Failure)).Where(static one => one.Failure is not null).ToList();
foreach (var (outcome, failure) in failures)
{
    Console.Error.WriteLine($"bench: {outcome.Row.Name} {outcome.Contender.Name}: {failure}");
}

return failures.Count == 0 ? 0 : 1;
