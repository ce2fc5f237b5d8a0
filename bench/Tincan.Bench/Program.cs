using Tincan.Bench;
using Tincan.Bench.Load;
using Tincan.Bench.Measuring;
using Tincan.Bench.Reports;
using Tincan.Bench.Servers;

// Read once, when the first socket is made, so it comes before everything else; the shipped program does the same.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

if (!BenchOptions.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine($"bench: {problem}");
    return 2;
}

if (options.Serve is { } server)
{
    return await Serving.RunAsync(server);
}

if (options.Load is { } target)
{
    return Loading.Run(target, options.Shape, options.Warm, options.Seconds);
}

var figures = await Interleaved.RunAsync(options);
Console.Out.Write(options.Json ? JsonReport.Write(figures, options) : Table.Write(figures));
return options.Check && !Goals.AreMet(figures, Console.Error) ? 1 : 0;
