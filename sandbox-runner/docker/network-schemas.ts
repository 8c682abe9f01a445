import { z } from 'zod';
import { bounded, pairs, text } from './bounded.ts';

export const networkListSchema = bounded(
  z
    .object({
      Id: text(128),
      Name: text(256),
      Driver: text(64),
      Internal: z.boolean().nullish(),
      Attachable: z.boolean().nullish(),
      Labels: pairs,
      IPAM: z
        .object({
          Config: bounded(z.object({ Subnet: text(64).nullish(), Gateway: text(64).nullish() }), 8).nullish(),
        })
        .nullish(),
    })
    .transform((network) => ({
      id: network.Id,
      name: network.Name,
      driver: network.Driver,
      isInternal: network.Internal ?? false,
      isAttachable: network.Attachable ?? false,
      labels: network.Labels,
      subnets: (network.IPAM?.Config ?? []).map(({ Subnet, Gateway }) => ({
        subnet: Subnet ?? '',
        gateway: Gateway ?? '',
      })),
    })),
  300,
);
export type NetworkFacts = z.infer<typeof networkListSchema>[number];

export const volumeListSchema = z
  .object({
    Volumes: bounded(
      z
        .object({ Name: text(256), Driver: text(64), Mountpoint: text(400).nullish(), Labels: pairs })
        .transform((volume) => ({
          name: volume.Name,
          driver: volume.Driver,
          mountpoint: volume.Mountpoint ?? '',
          labels: volume.Labels,
          isAnonymous: volume.Labels.has('com.docker.volume.anonymous'),
        })),
      1000,
    ).nullish(),
  })
  .transform(({ Volumes }) => Volumes ?? []);
export type VolumeFacts = z.infer<typeof volumeListSchema>[number];
