namespace Tincan.Hosting;

/// <summary>
/// Limits the open connections, and the rate of new ones, of each <see cref="AddressGroup"/>. The rate limit is a token bucket, stored as the time at which
/// the bucket will be full again. So a group takes 32 bytes, and is removed a second after its last connection. The limiters of
/// System.Threading.RateLimiting take no <see cref="TimeProvider"/> and hundreds of bytes per partition.
/// </summary>
/// <param name="open">The maximum of open connections in a group; null for any number.</param>
/// <param name="perSecond">The size of the bucket, and its refill per second; null for any number.</param>
/// <param name="time">The clock.</param>
internal sealed class AddressLimits(int? open, int? perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AddressGroup, Use> _uses = [];

    /// <summary>The number of groups in memory.</summary>
    public int Count => _uses.Count;

    /// <summary>Counts a new connection, unless a limit is reached.</summary>
    /// <param name="client">The client's address.</param>
    /// <returns>The limit that was reached; null if the connection was counted.</returns>
    public Limit? Enter(EndPoint client)
    {
        if (AddressGroup.Of(client) is not { } group)
        {
            return null;
        }

        lock (_lock)
        {
            ref var use = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, group, out _);
            if (use.Open >= open)
            {
                return Limit.ConnectionsPerAddress;
            }

            if (perSecond is { } rate)
            {
                var now = time.GetTimestamp();
                var full = Math.Max(use.Full, now) + (time.TimestampFrequency / rate);
                if (full - now > time.TimestampFrequency)
                {
                    return Limit.NewPerAddress;
                }

                use.Full = full;
            }

            use.Open++;
            return null;
        }
    }

    /// <summary>Notes that a counted connection has ended.</summary>
    /// <param name="client">The client's address.</param>
    public void Leave(EndPoint client)
    {
        if (AddressGroup.Of(client) is not { } group)
        {
            return;
        }

        lock (_lock)
        {
            ref var use = ref CollectionsMarshal.GetValueRefOrNullRef(_uses, group);
            if (--use.Open == 0 && perSecond is null)
            {
                _uses.Remove(group);
            }
        }
    }

    /// <summary>Removes groups without connections whose bucket is full.</summary>
    public void RemoveUnused()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            foreach (var (group, use) in _uses)
            {
                if (use.Open == 0 && use.Full <= now)
                {
                    // A dictionary allows removals while it is enumerated.
                    _uses.Remove(group);
                }
            }

            if (_uses.Count < _uses.Capacity / 4)
            {
                _uses.TrimExcess();
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Use
    {
        public int Open;

        /// <summary>When the bucket will be full again.</summary>
        public long Full;
    }
}
