using System.Diagnostics;

namespace Tincan.Reliability.Hosts;

/// <summary>Computers with a cable each to one switch: network namespaces of this machine, made here and taken away again. Only root can make them.</summary>
internal sealed class Network : IAsyncDisposable
{
    private readonly string _prefix = $"tincan{Environment.ProcessId}";
    private readonly List<string> _made = [];

    private string Switch => $"{_prefix}-switch";

    /// <summary>Makes the switch, and a host for each name; the first one has the address 10.77.0.1.</summary>
    /// <exception cref="NotSupportedException">This machine or this user cannot have namespaces.</exception>
    public static async Task<Network> MakeAsync(params string[] hosts)
    {
        var network = new Network();
        try
        {
            await network.MakeNamespaceAsync(network.Switch);
            await IpAsync("-n", network.Switch, "link", "add", "br0", "type", "bridge");
            await IpAsync("-n", network.Switch, "link", "set", "br0", "up");
            for (var number = 0; number < hosts.Length; number++)
            {
                await network.PlugInAsync(hosts[number], number);
            }

            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    public static string Address(int host) => $"10.77.0.{host + 1}";

    /// <summary>The words before a program that make it run on a host.</summary>
    public IReadOnlyList<string> On(string host) => ["ip", "netns", "exec", $"{_prefix}-{host}"];

    /// <summary>Pulls a host's cable: what is sent to it is lost, without a word.</summary>
    public Task CutOffAsync(int host) => IpAsync("-n", Switch, "link", "set", $"port{host}", "down");

    public Task PlugInAgainAsync(int host) => IpAsync("-n", Switch, "link", "set", $"port{host}", "up");

    public async ValueTask DisposeAsync()
    {
        foreach (var made in _made)
        {
            await IpAsync("netns", "delete", made);
        }
    }

    private async Task PlugInAsync(string host, int number)
    {
        var name = $"{_prefix}-{host}";
        await MakeNamespaceAsync(name);
        await IpAsync("-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", $"port{number}", "netns", Switch);
        await IpAsync("-n", Switch, "link", "set", $"port{number}", "master", "br0", "up");
        await IpAsync("-n", name, "address", "add", $"{Address(number)}/24", "dev", "eth0");
        await IpAsync("-n", name, "link", "set", "eth0", "up");
        await IpAsync("-n", name, "link", "set", "lo", "up");
    }

    private async Task MakeNamespaceAsync(string name)
    {
        await IpAsync("netns", "add", name);
        _made.Add(name);
    }

    private static async Task IpAsync(params string[] words)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", words) { UseShellExecute = false, RedirectStandardError = true })
            ?? throw new NotSupportedException("'ip' cannot be started");
        var said = await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        if (ip.ExitCode != 0)
        {
            throw new NotSupportedException($"ip {string.Join(' ', words)}: {said.Trim()}");
        }
    }
}
